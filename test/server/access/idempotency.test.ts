import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConnectionError } from '../../../src/contract/index.js';
import { createIdempotency, purgeIdempotency } from '../../../src/server/access/index.js';
import { createKeyring } from '../../../src/server/store/index.js';
import { isConnectionError } from '../store/errors.js';
import { databases, type Engine } from '../support/databases.js';
import { createGround, otherSecret, secret } from './clock.js';

for (const engine of databases) {
  describe(engine.name, () => {
    test('the same request again is answered as the first time, and its work done once', async () => {
      const { run, close } = await open(engine);
      let made = 0;
      const work = async () => ({ id: `connection-${(made += 1)}` });
      const answers = [await run(request(), work), await run(request(), work), await run(request(), work)];
      assert.deepEqual(answers, Array(3).fill({ id: 'connection-1' }));
      assert.equal(made, 1);
      await close();
    });

    test('an answer that is a mere id is kept and given again as it was', async () => {
      const { run, close } = await open(engine);
      const given = [
        await run(request(), async () => 'connection-1'),
        await run(request(), async () => 'connection-2'),
      ];
      assert.deepEqual(given, ['connection-1', 'connection-1']);
      await close();
    });

    test('another body under the same key is a mismatch, while the first runs and after it', async () => {
      const { run, db, close } = await open(engine);
      const first = held({ id: 'a' });
      const running = run(request(), first.work);
      await first.started;
      await assert.rejects(run(request({ body: '{"b":2}' }), never), isConnectionError('idempotency_mismatch'));
      first.finish();
      await running;
      await assert.rejects(run(request({ body: '{"b":2}' }), never), isConnectionError('idempotency_mismatch'));
      assert.equal((await db.selectFrom('idempotency').selectAll().execute()).length, 1);
      await close();
    });

    test('while the first one runs, a second one is told to come back, and then gets the same answer', async () => {
      const { run, advance, close } = await open(engine);
      const first = held({ id: 'a' });
      const running = run(request(), first.work);
      await first.started;
      advance(10);
      await assert.rejects(run(request(), never), (error: unknown) => {
        assert.ok(isConnectionError('idempotency_conflict')(error));
        assert.equal(error instanceof ConnectionError && error.retry_after, 20);
        return true;
      });
      first.finish();
      assert.deepEqual(await running, { id: 'a' });
      assert.deepEqual(await run(request(), never), { id: 'a' });
      await close();
    });

    test('of many at once exactly one does the work', async () => {
      const { run, close } = await open(engine);
      let made = 0;
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, () => run(request(), async () => (made += 1))),
      );
      assert.equal(made, 1);
      for (const result of results) {
        if (result.status === 'fulfilled') assert.equal(result.value, 1);
        else assert.ok(isConnectionError('idempotency_conflict')(result.reason));
      }
      await close();
    });

    test('after 30 seconds without an answer the key is free, and only the new owner keeps his answer', async () => {
      const { run, advance, close } = await open(engine);
      const dead = held({ id: 'late' });
      const running = run(request(), dead.work);
      await dead.started;
      advance(31);
      assert.deepEqual(await run(request(), async () => ({ id: 'new' })), { id: 'new' });
      dead.finish();
      await running;
      assert.deepEqual(await run(request(), never), { id: 'new' });
      await close();
    });

    test('one who lost his lease and then fails does not free the key of the new owner', async () => {
      const { run, advance, close } = await open(engine);
      const dead = held({});
      const running = run(request(), async () => {
        await dead.work();
        throw new Error('late');
      });
      await dead.started;
      advance(31);
      const next = held({ id: 'new' });
      const second = run(request(), next.work);
      await next.started;
      dead.finish();
      await assert.rejects(running, /late/);
      await assert.rejects(run(request(), never), isConnectionError('idempotency_conflict'));
      next.finish();
      assert.deepEqual(await second, { id: 'new' });
      await close();
    });

    test('work that throws frees the key, for another body too', async () => {
      const { run, db, close } = await open(engine);
      const failure = new ConnectionError('credentials_rejected');
      await assert.rejects(
        run(request(), async () => {
          throw failure;
        }),
        failure,
      );
      assert.deepEqual(await db.selectFrom('idempotency').selectAll().execute(), []);
      assert.equal(await run(request({ body: 'corrected' }), async () => 'ok'), 'ok');
      await close();
    });

    test('B60: another user, environment, method or route with the same key and body gets an own, fresh answer', async () => {
      const { run, close } = await open(engine);
      const scope = ['Production', 'user-1', 'POST', '/unified/connection', 'key-1'];
      assert.equal(await run(request({ scope }), async () => 'canary of user-1'), 'canary of user-1');
      for (const [i, other] of ['Sandbox', 'user-2', 'PUT', '/oauth/attempts', 'key-2'].entries()) {
        assert.equal(await run(request({ scope: scope.with(i, other) }), async () => other), other);
      }
      const shifted = ['Production', 'user-1POST', '', '/unified/connection', 'key-1'];
      assert.equal(await run(request({ scope: shifted }), async () => 'own'), 'own');
      assert.equal(await run(request({ scope }), never), 'canary of user-1');
      await close();
    });

    test('an answer is kept for 24 hours, then forgotten, purged or not', async () => {
      const { run, db, now, advance, close } = await open(engine);
      await run(request(), async () => 'first');
      advance(24 * 3600 - 1);
      await purgeIdempotency(db, now());
      assert.equal(await run(request(), never), 'first');
      advance(1);
      assert.equal(await run(request({ body: 'other' }), async () => 'second'), 'second');
      advance(24 * 3600);
      await purgeIdempotency(db, now());
      assert.deepEqual(await db.selectFrom('idempotency').selectAll().execute(), []);
      await close();
    });

    test('neither key nor body is in the database, and the fingerprint cannot be made without the secret', async () => {
      const { run, db, close } = await open(engine);
      const scope = ['Production', 'canary-user', 'POST', '/x', 'canary-key'];
      await run(request({ scope, body: 'canary-token' }), async () => 'ok');
      const rows = await db.selectFrom('idempotency').selectAll().execute();
      assert.doesNotMatch(JSON.stringify(rows), /canary/);
      const other = await createKeyring([otherSecret]);
      assert.notEqual(rows[0]?.fingerprint, await other.mac('idempotency', 'canary-token'));
      await close();
    });

    test('a repetition is still known after the secret was rotated', async () => {
      const { run, db, now, close } = await open(engine);
      await run(request(), async () => 'first');
      const rotated = createIdempotency({ db, keyring: await createKeyring([otherSecret, secret]), now });
      assert.equal(await rotated.run(request(), never), 'first');
      await close();
    });

    test('a key of 255 characters is taken, an empty or longer one refused before any work', async () => {
      const { run, db, close } = await open(engine);
      const withKey = (key: string) => request({ scope: ['Production', 'user-1', 'POST', '/x', key] });
      assert.equal(await run(withKey('k'.repeat(255)), async () => 'ok'), 'ok');
      for (const key of ['', 'k'.repeat(256)]) {
        await assert.rejects(run(withKey(key), never), isConnectionError('invalid_request', /Idempotency-Key/));
      }
      assert.equal((await db.selectFrom('idempotency').selectAll().execute()).length, 1);
      await close();
    });
  });
}

async function open(engine: Engine) {
  const ground = await createGround(engine);
  return { ...ground, run: createIdempotency(ground).run };
}

function request(overrides: { scope?: string[]; body?: string } = {}) {
  return { scope: ['Production', 'user-1', 'POST', '/unified/connection', 'key-1'], body: '{"a":1}', ...overrides };
}

/** Work that is not to be done. */
async function never(): Promise<unknown> {
  return assert.fail('the work was done again');
}

/** Work that ends when the test says so. */
function held<T>(result: T) {
  let finish = () => {};
  let begin = () => {};
  const started = new Promise<void>((resolve) => (begin = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const work = async () => {
    begin();
    await finished;
    return result;
  };
  return { work, started, finish: () => finish() };
}

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { databases, type Engine } from '../support/databases.js';
import {
  eventOf,
  type Ground,
  type GroundOptions,
  record,
  type Receiver,
  standardSecret,
  startGround,
  startReceiver,
} from './ground.js';

const secret = standardSecret;

for (const engine of databases) {
  describe(engine.name, () => {
    test('an event reaches every receiver that wants it, and no other', async (t) => {
      const all = await receiver(t);
      const some = await receiver(t);
      const ground = await open(engine, t, {
        receivers: [
          { url: `${all.url}/hook`, secret },
          { url: some.url, secret, events: ['connection.removed'] },
        ],
      });
      await record(ground, eventOf('connection.created'), eventOf('connection.removed'));
      await ground.outbox.deliver();
      assert.deepEqual(all.requests.map(typeOf).sort(), ['connection.created', 'connection.removed']);
      assert.deepEqual(some.requests.map(typeOf), ['connection.removed']);
      const [request] = all.requests;
      assert.equal(request?.method, 'POST');
      assert.equal(request.path, '/hook');
      assert.equal(request.headers['content-type'], 'application/json');
      assert.equal(request.headers['user-agent'], 'connection-embed');
      for (const row of await ground.rows()) {
        assert.deepEqual([row.due_at, row.lease_until, row.delivered_at], [null, null, ground.now()]);
      }
    });

    test('without receivers nothing is written down', async (t) => {
      const ground = await open(engine, t, {});
      await record(ground, eventOf());
      await ground.outbox.deliver();
      assert.deepEqual(await ground.rows(), []);
      assert.equal(await ground.outbox.nextDue(), undefined);
    });

    test('a transaction that is rolled back leaves no row and tells nobody', async (t) => {
      const told = await receiver(t);
      const ground = await open(engine, t, {
        receivers: [{ url: told.url, secret }],
        onEvent: () => assert.fail('told'),
      });
      const failing = ground.db.transaction().execute(async (trx) => {
        await ground.outbox.record(trx, eventOf());
        throw new Error('the change failed');
      });
      await assert.rejects(failing, /the change failed/);
      await ground.outbox.deliver();
      assert.deepEqual(await ground.rows(), []);
      assert.equal(told.requests.length, 0);
    });

    test('F47: a receiver that answers 500 three times is tried by the schedule, by the same id, and overtaken', async (t) => {
      const told = await receiver(t, (request) => (request <= 3 ? 500 : 200));
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }] });
      await record(ground, eventOf('connection.created'));
      await ground.outbox.deliver();
      for (const [tries, seconds] of [5, 5 * 60].entries()) {
        assert.equal(told.requests.length, tries + 1);
        await assertDueAfter(ground, seconds);
        ground.advance(seconds - 1);
        await ground.outbox.deliver();
        assert.equal(told.requests.length, tries + 1, 'tried too early');
        ground.advance(seconds * 0.1 + 1);
        await ground.outbox.deliver();
      }
      assert.equal(told.requests.length, 3);
      await assertDueAfter(ground, 30 * 60);

      await record(ground, eventOf('connection.removed'));
      await ground.outbox.deliver();
      ground.advance(33 * 60);
      await ground.outbox.deliver();
      assert.deepEqual(told.requests.map(typeOf), [
        'connection.created',
        'connection.created',
        'connection.created',
        'connection.removed',
        'connection.created',
      ]);
      const tries = told.requests.filter((request) => typeOf(request) === 'connection.created');
      assert.equal(new Set(tries.map(({ headers }) => headers['webhook-id'])).size, 1);
      assert.equal(new Set(tries.map(({ body }) => body)).size, 1, 'its timestamp says that it came before');
      assert.equal(new Set(tries.map(({ headers }) => headers['webhook-timestamp'])).size, 4);
      assert.equal(await ground.outbox.nextDue(), undefined);
    });

    test('F47: after ten tries over three days it is given up, and the log says so', async (t) => {
      const told = await receiver(t, () => 503);
      const ground = await open(engine, t, { receivers: [{ url: `${told.url}/canary-path?key=canary`, secret }] });
      await record(ground, eventOf());
      const hour = 60 * 60;
      for (const seconds of [5, 5 * 60, hour / 2, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour)]) {
        await ground.outbox.deliver();
        await assertDueAfter(ground, seconds);
        ground.advance(seconds * 1.1);
      }
      await ground.outbox.deliver();
      assert.equal(told.requests.length, 10);
      assert.equal(await ground.outbox.nextDue(), undefined);
      const [row] = await ground.rows();
      assert.deepEqual([row?.attempts, row?.due_at, row?.delivered_at], [10, null, null]);
      assert.deepEqual(
        ground.lines.map(({ event }) => event),
        [...Array(9).fill('webhook-failed'), 'webhook-given-up'],
      );
      assert.equal(ground.lines.at(-1)?.status, 503);
      assert.equal(JSON.stringify(ground.lines).includes('canary'), false, 'the log holds the address');
    });

    test('F48: a receiver that hangs has 15 s, and no other waits for it', async (t) => {
      const tries: { ms: number; end: (reason: Error) => void }[] = [];
      const hanging = await receiver(t, () => 'hang');
      const quick = await receiver(t);
      const ground = await open(engine, t, {
        receivers: [hanging, quick].map(({ url }) => ({ url, secret })),
        deadline: (ms) => {
          const controller = new AbortController();
          tries.push({ ms, end: (reason) => controller.abort(reason) });
          return controller.signal;
        },
      });
      await record(ground, ...Array.from({ length: 10 }, () => eventOf()));
      const delivered = ground.outbox.deliver();
      await hanging.came(2);
      await until(async () => (await ground.rows()).filter((row) => row.delivered_at !== null).length === 10);
      assert.equal(quick.requests.length, 10);
      assert.equal(hanging.requests.length, 2, 'more than two tries at once for one receiver');
      assert.deepEqual([...new Set(tries.map(({ ms }) => ms))], [15_000]);

      for (const { end } of tries) end(new DOMException('The operation timed out', 'TimeoutError'));
      await delivered;
      assert.equal(hanging.requests.length, 2, 'a run goes on trying one who does not answer');
      assert.equal(ground.lines.length, 2);
      for (const { message } of ground.lines)
        assert.match(message, /did not answer within 15 s: try 1, next try in 5 s/);

      hanging.answer = () => 200;
      ground.advance(6);
      await ground.outbox.deliver();
      assert.equal(new Set(hanging.requests.map(({ headers }) => headers['webhook-id'])).size, 10);
      assert.equal((await ground.rows()).filter((row) => row.delivered_at === null).length, 0);
    });

    test('F48: a receiver that answers 410 is disabled, once in the audit, and sent nothing more', async (t) => {
      const gone = await receiver(t, () => 410);
      const ground = await open(engine, t, { receivers: [{ url: `${gone.url}/canary`, secret }] });
      await record(ground, eventOf(), eventOf(), eventOf());
      await ground.outbox.deliver();
      const asked = gone.requests.length;
      assert.ok(asked <= 2);
      assert.deepEqual(
        ground.audited.map(({ action, result }) => [action, result]),
        [['webhook.disabled', 'ok']],
      );
      assert.deepEqual(
        ground.lines.map(({ event }) => event),
        ['webhook-disabled'],
      );
      assert.equal(JSON.stringify([ground.lines, ground.audited]).includes('canary'), false);
      assert.deepEqual(
        (await ground.rows()).map((row) => [row.due_at, row.delivered_at]),
        [
          [null, null],
          [null, null],
          [null, null],
        ],
      );

      gone.answer = () => 200;
      await record(ground, eventOf());
      await (await ground.second()).deliver();
      assert.equal(gone.requests.length, asked);
      assert.equal((await ground.rows()).length, 3, 'a row for a receiver that is disabled');
    });

    test('a redirect is not followed and counts as a failure', async (t) => {
      const moved = await receiver(t, () => 302);
      const ground = await open(engine, t, { receivers: [{ url: moved.url, secret }] });
      await record(ground, eventOf());
      await ground.outbox.deliver();
      assert.deepEqual(
        moved.requests.map(({ path }) => path),
        ['/'],
      );
      await assertDueAfter(ground, 5);
    });

    test('B37: a receiver inside the own network is never called', async (t) => {
      const inner = await receiver(t);
      const ground = await open(engine, t, { receivers: [{ url: inner.url, secret }], allow: [] });
      await record(ground, eventOf());
      await ground.outbox.deliver();
      assert.equal(inner.requests.length, 0);
      await assertDueAfter(ground, 5);
      assert.match(ground.lines[0]?.message ?? '', /provider_unreachable/);
    });

    test('two processes on one database deliver each row once', async (t) => {
      const told = await receiver(t);
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }] });
      const second = await ground.second();
      await record(ground, ...Array.from({ length: 40 }, () => eventOf()));
      for (let round = 0; round < 3; round += 1) await Promise.all([ground.outbox.deliver(), second.deliver()]);
      assert.equal(told.requests.length, 40);
      assert.equal(new Set(told.requests.map(({ headers }) => headers['webhook-id'])).size, 40);
      assert.deepEqual([...new Set((await ground.rows()).map(({ attempts }) => attempts))], [1]);
    });

    test('what a killed process was at is delivered by another once its lease is over', async (t) => {
      const told = await receiver(t, () => 'hang');
      let ahead = 0;
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }], now: () => Date.now() + ahead });
      await record(ground, eventOf());
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', new URL('deliver-once.ts', import.meta.url).pathname, ground.url, told.url, secret],
        { stdio: 'inherit' },
      );
      await told.came(1);
      child.kill('SIGKILL');
      await once(child, 'exit');

      told.answer = () => 200;
      await ground.outbox.deliver();
      assert.equal(told.requests.length, 1, 'taken although another has the lease');
      const due = (await ground.outbox.nextDue()) ?? 0;
      assert.ok(due - Date.now() <= 60_000 && due > Date.now());
      ahead = 60_000;
      await ground.outbox.deliver();
      assert.equal(told.requests.length, 2);
      assert.equal(told.requests[0]?.headers['webhook-id'], told.requests[1]?.headers['webhook-id']);
      assert.equal((await ground.rows())[0]?.attempts, 2);
    });

    test('kick delivers in the background what was committed, also while it is at it', async (t) => {
      const told = await receiver(t);
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }] });
      await record(ground, eventOf());
      ground.outbox.kick();
      await told.came(1);
      await record(ground, eventOf());
      ground.outbox.kick();
      await told.came(2);
      await ground.outbox.settled();
      assert.equal((await ground.rows()).filter((row) => row.delivered_at !== null).length, 2);
    });

    test('closing takes nothing more and leaves what hangs to the next process', async (t) => {
      const told = await receiver(t, () => 'hang');
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }] });
      await record(ground, eventOf());
      const delivered = ground.outbox.deliver();
      await told.came(1);
      await ground.outbox.close({ graceMs: 0 });
      await delivered;
      await record(ground, eventOf());
      await ground.outbox.deliver();
      assert.equal(told.requests.length, 1);

      told.answer = () => 200;
      ground.advance(60);
      await (await ground.second()).deliver();
      assert.equal(told.requests.length, 3);
      assert.deepEqual(ground.lines, []);
    });

    test('whoever stops waiting is let go at once, and the try goes on', async (t) => {
      const told = await receiver(t, () => 'hang');
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }] });
      await record(ground, eventOf());
      const stopping = new AbortController();
      const delivered = ground.outbox.deliver({ signal: stopping.signal });
      await told.came(1);
      stopping.abort();
      await delivered;
      assert.notEqual((await ground.rows())[0]?.lease_until, null);
    });

    test('a store that goes away in the middle of a try is in the log, and the try is left to its lease', async (t) => {
      const end = new AbortController();
      const told = await receiver(t, () => 'hang');
      const ground = await open(engine, t, { receivers: [{ url: told.url, secret }], deadline: () => end.signal });
      await record(ground, eventOf());
      const delivered = ground.outbox.deliver();
      await told.came(1);
      await ground.db.destroy();
      end.abort();
      await delivered;
      ground.outbox.kick();
      await ground.outbox.settled();
      assert.deepEqual(
        ground.lines.map(({ event }) => event),
        ['webhook-unmarked', 'webhook-unread'],
      );
    });

    test('rows are forgotten seven days later, but not while they wait', async (t) => {
      const told = await receiver(t);
      const broken = await receiver(t, () => 500);
      const ground = await open(engine, t, { receivers: [told, broken].map(({ url }) => ({ url, secret })) });
      await record(ground, eventOf());
      await ground.outbox.deliver();
      ground.advance(7 * 24 * 60 * 60 - 1);
      await ground.outbox.purge();
      assert.equal((await ground.rows()).length, 2);
      ground.advance(1);
      await ground.outbox.purge();
      const rows = await ground.rows();
      assert.deepEqual(
        rows.map(({ delivered_at, attempts }) => [delivered_at, attempts]),
        [[null, 1]],
      );

      await ground.db
        .updateTable('outbox')
        .set({ receiver: 'taken out of the configuration' } as never)
        .execute();
      await ground.outbox.purge();
      assert.deepEqual(await ground.rows(), []);
    });
  });
}

type Test = { after(work: () => Promise<void>): void };

async function receiver(t: Test, answer?: Receiver['answer']): Promise<Receiver> {
  const started = await startReceiver(answer);
  t.after(() => started.close());
  return started;
}

async function open(engine: Engine, t: Test, options: GroundOptions): Promise<Ground> {
  const ground = await startGround(engine, options);
  t.after(() => ground.close());
  return ground;
}

function typeOf({ body }: { body: string }): string {
  return JSON.parse(body).type;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

async function assertDueAfter(ground: Ground, seconds: number): Promise<void> {
  const wait = ((await ground.outbox.nextDue()) ?? 0) - ground.now();
  assert.ok(
    wait >= seconds * 1000 && wait <= seconds * 1100,
    `waits ${wait} ms, not ${seconds} s and up to a tenth more`,
  );
}

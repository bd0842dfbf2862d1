import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { httpSource } from '../../../src/widget/client/index.js';
import { HOST, SERVER, startHarness, type Harness } from './harness.js';

let harness: Harness;
before(async () => {
  harness = await startHarness();
});
after(() => harness.close());

test('F18: sessions run out at every step of the tag; each is renewed once, none is needed for a result, nothing is lost', async () => {
  const reasons: string[] = [];
  const { connections, createAttempt, createConnection, renewConnection, removeConnection, attempt } = httpSource({
    endpoint: SERVER,
    fetchSession: ({ reason }) => {
      reasons.push(reason);
      return harness.session({ allow: ['create', 'list', 'reconnect', 'remove'], expires_in: 60 });
    },
    // As a browser sends it, from the page.
    fetch: (url, init) =>
      harness.ask(String(url).slice(SERVER.length), {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), origin: HOST },
      }),
  });
  assert.ok(connections && renewConnection && removeConnection);
  const key = () => ({ token: harness.provider.issue({ account: 'ada' }).access_token });
  const later = () => void (harness.clock.ahead += 61_000);

  const { id } = await createConnection({ integration_type: 'lumen', auth: key() }, { key: 'one' });
  const handle = await createAttempt({ integration_type: 'northwind' }, { key: 'two' });
  later();
  assert.equal((await attempt(handle)).status, 'created');
  assert.deepEqual(reasons, ['first'], 'the poll secret is enough');

  const steps = [
    async () =>
      assert.deepEqual(
        (await connections()).map((one) => one.id),
        [id],
      ),
    async () => assert.equal((await renewConnection(id, { auth: key() })).id, id),
    async () =>
      assert.equal(
        (await attempt(await createAttempt({ integration_type: 'northwind' }, { key: 'three' }))).status,
        'created',
      ),
    async () => {
      const made = await createConnection({ integration_type: 'lumen', auth: key() }, { key: 'four' });
      await removeConnection(made.id);
      await removeConnection(made.id);
    },
  ];
  for (const [at, step] of steps.entries()) {
    later();
    await step();
    assert.deepEqual(reasons, ['first', ...Array(at + 1).fill('expired')]);
  }
  assert.equal((await harness.rows()).length, 1);
  assert.doesNotMatch(harness.everythingSaid(), /canary-/);
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Database } from '../../../src/server/store/index.js';
import { type Receiver, standardSecret, startReceiver } from '../outbox/ground.js';
import { databases } from '../support/databases.js';
import { type Harness, KEY, SERVER, startHarness } from './harness.js';

const DAY = 86_400_000;
/** What is kept for a while only, and nothing of it for longer than this, in milliseconds. */
const AHEAD = 400 * DAY + 60_000;

const passing = ['attempt', 'idempotency', 'rate_limit', 'spent_voucher', 'audit', 'outbox'] as const;

for (const engine of databases) {
  describe(`what is forgotten, over ${engine.name}`, () => {
    let harness: Harness;
    let receiver: Receiver;
    before(async () => {
      receiver = await startReceiver();
      harness = await startHarness({ engine, webhooks: [{ url: receiver.url, secret: standardSecret }] });
    });
    after(async () => {
      await harness?.close();
      await receiver?.close();
    });

    const count = async (table: keyof Database): Promise<number> =>
      (await harness.db.selectFrom(table).selectAll().execute()).length;

    /** Signs in behind a link that nobody confirms. */
    async function pending(): Promise<void> {
      const asked = await harness.ask('/unified/integration/auth/acme/northwind?external_xref=ada', {
        headers: { authorization: KEY },
      });
      const link = (await asked.text()).slice(SERVER.length);
      const origin = new URL(SERVER).origin;
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
      const pressed = await harness.ask(link, { method: 'POST', headers });
      const next = /id="next" href="([^"]+)"/.exec(await pressed.text())?.[1] ?? assert.fail('no way on');
      const url = new URL(next.replaceAll('&amp;', '&'));
      const cookie = (pressed.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const params = {
        code: harness.provider.authorize(url),
        state: url.searchParams.get('state') ?? '',
        iss: harness.provider.origin,
      };
      await harness.callback(params, { cookie });
    }

    test('F62: one round of work forgets every row whose time is over, and nothing else', async () => {
      const session = await harness.session();
      await harness.create(session);
      const kept = await harness.ask('/unified/connection', {
        ...harness.post(session, {
          integration_type: 'lumen',
          auth: { token: harness.provider.issue({ account: 'ada' }).access_token },
        }),
      });
      assert.equal(kept.status, 200, await kept.clone().text());
      const { id } = (await kept.json()) as { id: string };
      await pending();
      await harness.server.work({ once: true });
      await receiver.came(1);

      for (const table of passing) assert.ok((await count(table)) > 0, `there is no row of ${table} to forget`);
      const waiting = (await harness.rows()).filter(({ confirm_by }) => confirm_by !== null);
      assert.equal(waiting.length, 1, 'a connection waits to be confirmed');

      harness.clock.ahead = AHEAD;
      await harness.server.work({ once: true });
      const left = (await harness.rows()).map((row) => row.id);
      assert.deepEqual(left, [id]);
      const horizon = Date.now() + AHEAD - 400 * DAY;
      for (const table of passing.filter((one) => one !== 'audit')) assert.equal(await count(table), 0, table);
      const entries = await harness.db.selectFrom('audit').select('at').execute();
      assert.deepEqual(
        entries.filter(({ at }) => Number(at) < horizon - 1000),
        [],
        'audit',
      );
    });
  });
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAttempts } from '../../../src/server/attempt/index.js';
import { createKeyring } from '../../../src/server/store/index.js';
import { databases } from '../support/databases.js';
import { ada, openHouse, redirectUri, sealingSecret } from '../vault/house.js';

const minute = 60_000;
/** Ten minutes to come back from the provider, then fifteen in which the page may still ask what became of it. */
const life = 25;

for (const engine of databases) {
  describe(`abandoned attempts over ${engine.name}`, () => {
    test('F62: a thousand of them are gone fifteen minutes after they ended, and never are there more than those of 25', async () => {
      const house = await openHouse({ engine });
      const { db, vault, clock } = house;
      const now = () => clock.now;
      const keyring = await createKeyring([sealingSecret]);
      const attempts = createAttempts({ db, keyring, vault, now, redirectUri: () => redirectUri });
      const [integration] = await vault.integrations({ types: ['harbor'] });
      assert.ok(integration);
      const abandon = async (session: string, started: boolean): Promise<void> => {
        const owner = { ...ada, external_xref: session };
        const id = await attempts.create({
          owner,
          session,
          integration,
          origin: 'https://app.acme.example',
          permissions: [],
          inputs: {},
          reconnect: undefined,
          mode: 'popup',
          returnTo: undefined,
          link: undefined,
        });
        if (!started) return;
        const attempt = await attempts.ofTicket((await attempts.created(id)).ticket);
        assert.ok(attempt);
        await attempts.start(attempt);
      };
      const count = async () => (await db.selectFrom('attempt').select('id').execute()).length;

      // 50 minutes with twenty new users each, every tenth of whom got as far as the provider.
      let most = 0;
      for (let at = 0; at < 50; at += 1) {
        await Promise.all(Array.from({ length: 20 }, (_, user) => abandon(`user-${at}-${user}`, user % 10 === 0)));
        clock.now += minute;
        await attempts.purge();
        most = Math.max(most, await count());
      }
      assert.equal(most, life * 20);
      clock.now += (life - 1) * minute;
      await attempts.purge();
      assert.equal(await count(), 20, 'those of the last minute');
      clock.now += minute + 1;
      await attempts.purge();
      assert.equal(await count(), 0);
      assert.equal(await house.rows(), 0);
      attempts.close();
      await house.close();
    });
  });
}

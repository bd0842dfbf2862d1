import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, bob, goodKey, type House, openHouse } from './house.js';
import { type Pier, startPier, tokens } from './pier.js';

const HOUR = 3_600_000;

for (const engine of databases) {
  describe(`health over ${engine.name}`, () => {
    let house: House;
    let pier: Pier;
    before(async () => {
      pier = await startPier();
      house = await openHouse({ engine, allow: [pier.url], integrations: [pier.integration] });
    });
    after(() => Promise.all([house.close(), pier.close()]));
    beforeEach(() => {
      pier.reply = () => tokens(1);
      pier.me = { body: { id: 'account-1' } };
      pier.asked.length = 0;
      house.tokenApi.requests.length = 0;
      house.told.length = 0;
    });
    afterEach(async () => {
      await house.vault.settled();
      await house.db.deleteFrom('connection').execute();
    });

    const moored = (refresh_token: string | undefined = 'canary-refresh-0') => {
      const auth = { access_token: 'canary-access-0', refresh_token, expires_at: house.clock.now + HOUR };
      return house.vault.create(ada, { integration_type: 'pier', auth }, { key: randomUUID() });
    };
    const types = () => house.told.map(({ type }) => type.replace('connection.', ''));

    test('a check refreshes whatever the age of the token, tries the new one, and notes that it works', async () => {
      const { id } = await moored();
      house.clock.now += 1_000;
      const checked = await house.vault.check(ada, id);
      assert.equal(checked?.last_healthy_at, new Date(house.clock.now).toISOString());
      assert.equal(pier.asked.length, 1);
      assert.equal((await house.vault.credentials(ada, id))?.access_token, 'canary-access-1');
      assert.deepEqual(types(), ['created'], 'that it still works is no news');
      assert.equal(JSON.stringify(checked).includes('canary'), false);
    });

    test('credentials that the provider refuses are told of once, and once when they work again', async () => {
      const { id } = await moored();
      pier.me = { status: 403 };
      for (let check = 0; check < 2; check += 1) {
        await failure(house.vault.check(ada, id), 'credentials_rejected');
        house.clock.now += 1_000;
      }
      const sick = await house.vault.get(ada, id);
      assert.equal(sick?.last_unhealthy_code, 'credentials_rejected');
      assert.equal(sick?.last_unhealthy_at, new Date(house.clock.now - 1_000).toISOString());
      assert.deepEqual(types(), ['created', 'unhealthy']);
      assert.equal(house.told[1]?.code, 'credentials_rejected');
      house.clock.now += HOUR;
      assert.ok(await house.vault.credentials(ada, id));
      assert.deepEqual(types(), ['created', 'unhealthy'], 'a refresh alone does not prove that they are taken');
      pier.me = { body: { id: 'account-1' } };
      const well = await house.vault.check(ada, id);
      assert.equal(well?.last_unhealthy_at, undefined);
      assert.deepEqual(types(), ['created', 'unhealthy', 'healthy']);
    });

    test('a form’s credentials are checked as they are kept', async () => {
      const input = { integration_type: 'keyed', auth: { token: 'canary-stale' } };
      const { id } = await house.vault.create(ada, input, { key: randomUUID(), verify: false });
      await failure(house.vault.check(ada, id), 'credentials_rejected');
      await house.vault.update(ada, id, { auth: { token: goodKey } });
      house.clock.now += 1_000;
      const checked = await house.vault.check(ada, id);
      assert.equal(checked?.last_healthy_at, new Date(house.clock.now).toISOString());
      assert.deepEqual(types(), ['created', 'unhealthy', 'updated', 'healthy']);
    });

    test('a provider that is down says nothing about the connection', async () => {
      const { id } = await moored();
      pier.me = { status: 500 };
      await failure(house.vault.check(ada, id), 'provider_failed');
      assert.equal((await house.vault.get(ada, id))?.last_unhealthy_at, undefined);
      pier.reply = () => ({ status: 503 });
      await failure(house.vault.check(ada, id), 'provider_failed');
      assert.deepEqual(types(), ['created']);
      assert.ok(await house.vault.credentials(ada, id), 'the token still lasts');
    });

    test('a grant that was withdrawn is found by a check, before its token ends', async () => {
      const { id } = await house.connect();
      await house.provider.revokeGrants();
      await failure(house.vault.check(ada, id), 'needs_reauth');
      await failure(house.vault.check(ada, id), 'needs_reauth');
      await failure(house.vault.credentials(ada, id), 'needs_reauth');
      assert.deepEqual(types(), ['created', 'token_refresh.failed', 'unhealthy']);
    });

    test('without a refresh token and a verify of the integration’s own, userinfo tells', async () => {
      const { access_token } = await house.foreignTokens();
      const input = { integration_type: 'harbor', auth: { access_token } };
      const { id } = await house.vault.create(ada, input, { key: randomUUID() });
      assert.ok((await house.vault.check(ada, id))?.last_healthy_at);
      await house.provider.revokeGrants();
      await failure(house.vault.check(ada, id), 'credentials_rejected');
      assert.equal((await house.vault.get(ada, id))?.last_unhealthy_code, 'credentials_rejected');
    });

    test('what nobody can ask about stays as it was', async () => {
      const input = { integration_type: 'trusting', auth: { token: 'canary-token' } };
      const { id } = await house.vault.create(ada, input, { key: randomUUID(), verify: false });
      assert.deepEqual(await house.vault.check(ada, id), await house.vault.get(ada, id));
    });

    test('another user’s connection is none to check', async () => {
      const { id } = await moored();
      assert.equal(await house.vault.check(bob, id), undefined);
      assert.equal(pier.asked.length, 0);
    });
  });
}

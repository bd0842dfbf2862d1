import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { apideckSecret, type Receiver, standardSecret, startReceiver } from '../outbox/ground.js';
import { databases } from '../support/databases.js';
import { startProvider, type TestProvider } from '../support/provider.js';
import { type Harness, KEY, SERVER, startHarness } from './harness.js';

/** Seconds: short enough for a clock that goes ahead to stay within what receivers take for fresh. */
const TOKEN_SECONDS = 60;

for (const engine of databases) {
  describe(`a refresh that fails for good, over ${engine.name}`, () => {
    let provider: TestProvider;
    let standard: Receiver;
    let apideck: Receiver;
    let harness: Harness;

    before(async () => {
      provider = await startProvider({
        redirectUris: [`${SERVER}/oauth/code/harbor`],
        tokenSeconds: TOKEN_SECONDS,
        pushed: false,
      });
      standard = await startReceiver();
      apideck = await startReceiver();
      harness = await startHarness(
        {
          engine,
          allowOrigins: [provider.issuer],
          webhooks: [
            { url: `${standard.url}/hooks`, secret: standardSecret },
            { url: `${apideck.url}/hooks`, secret: apideckSecret, format: 'apideck' },
          ],
        },
        () => [{ type: 'harbor', name: 'Harbor', categories: ['crm'], oauth: provider.oauth, scopes: ['openid'] }],
      );
    });
    after(async () => {
      await harness?.close();
      for (const one of [standard, apideck, provider]) await one?.close();
    });

    async function signIn(): Promise<string> {
      const { attempt, url, cookie } = await harness.begin(await harness.session(), { integration_type: 'harbor' });
      const { searchParams } = await provider.consent(url.href);
      assert.equal((await harness.callback(searchParams, { type: 'harbor', cookie })).status, 200);
      const { status, connection } = (await harness.poll(attempt)) as { status: string; connection?: { id: string } };
      assert.equal(status, 'connected');
      return connection?.id ?? assert.fail('no connection');
    }

    async function undelivered(): Promise<boolean> {
      const rows = await harness.db.selectFrom('outbox').select('delivered_at').execute();
      return rows.some(({ delivered_at }) => delivered_at === null);
    }

    test('B53: is told of once to each receiver, in its own format and signed, whoever noticed it', async () => {
      const id = await signIn();
      const { access_token = assert.fail('no token') } = await harness.server.credentials(id);
      await provider.revokeGrants();
      const calls = provider.tokenCalls('refresh_token');
      harness.clock.ahead = (TOKEN_SECONDS + 1) * 1000;

      const other = await harness.beside();
      const reveal = async () => {
        const init = { method: 'POST', headers: { authorization: KEY } };
        const response = await harness.ask(`/connections/${id}/credentials`, init);
        return ((await response.json()) as { code: string }).code;
      };
      const [codes] = await Promise.all([
        Promise.all(Array.from({ length: 5 }, reveal)),
        harness.server.work({ once: true }),
        other.work({ once: true }),
      ]);
      assert.deepEqual(codes, Array(5).fill('needs_reauth'));
      // What one server is just delivering, the other does not wait for.
      while (await undelivered()) await other.work({ once: true });
      await harness.server.work({ once: true });
      assert.equal(provider.tokenCalls('refresh_token') - calls, 1, 'the provider refused once');

      const ours = standard.requests.filter(({ body }) => body.includes('token_refresh.failed'));
      const theirs = apideck.requests.filter(({ body }) => body.includes('token_refresh.failed'));
      assert.deepEqual([ours.length, theirs.length], [1, 1]);

      const [sent] = ours;
      assert.ok(sent);
      const verified = new Webhook(standardSecret).verify(sent.body, sent.headers as Record<string, string>);
      const { type, data } = verified as { type: string; data: { code: string; connection: { id: string } } };
      assert.deepEqual([type, data.code, data.connection.id], ['connection.token_refresh.failed', 'needs_reauth', id]);

      const [signed] = theirs;
      assert.ok(signed);
      const signature = createHmac('sha256', apideckSecret).update(signed.body).digest('hex');
      assert.equal(signed.headers['x-apideck-signature'], signature);
      assert.equal(signed.headers['x-apideck-event-type'], 'vault.connection.token_refresh.failed');
      const { payload } = JSON.parse(signed.body) as { payload: { entity: Record<string, unknown> } };
      const { connection_id, service_id, state, health } = payload.entity;
      assert.deepEqual([connection_id, service_id, state, health], [id, 'harbor', 'invalid', 'needs_auth']);

      const told = [...standard.requests, ...apideck.requests].map((one) => JSON.stringify(one)).join('\n');
      const refresh_token = provider.tokenRequests.at(-1)?.body['refresh_token'];
      assert.equal(typeof refresh_token, 'string');
      for (const secret of ['canary', access_token, String(refresh_token)]) {
        assert.equal(told.includes(secret), false);
        assert.equal(
          harness.log.some((entry) => JSON.stringify(entry).includes(secret)),
          false,
        );
      }
    });
  });
}

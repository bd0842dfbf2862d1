import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { databases, type TestDatabase } from '../support/databases.js';
import { startProvider, type TestProvider } from '../support/provider.js';
import { API_KEY, CALLBACK, PAGE, type ServerProcess, startServerProcess } from '../support/server-process.js';

/** Callers at once, half of them at each process. */
const CALLERS = 20;

for (const engine of databases) {
  describe(`two processes that refresh over one database of ${engine.name}`, () => {
    let database: TestDatabase;
    let provider: TestProvider;
    let servers: ServerProcess[] = [];

    before(async () => {
      database = await engine.open();
      provider = await startProvider({ redirectUris: [CALLBACK], pushed: false });
      const { oauth } = provider;
      servers = await Promise.all([database, database].map(({ url }) => startServerProcess(url, { oauth })));
    });
    after(async () => {
      await Promise.all(servers.map((server) => server.close()));
      await provider?.close();
      await database?.close();
    });

    const ask = (at: number, path: string, init: RequestInit = {}) =>
      fetch(servers[at % servers.length]!.url + path, init);

    const post = (path: string, value: unknown, headers: Record<string, string>) =>
      ask(0, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body: JSON.stringify(value),
      });

    /** Signs in, begun at the one process and finished at the other. */
    async function signIn(): Promise<string> {
      const claims = { external_xref: 'ada', origin: PAGE };
      const session = await post('/sessions', claims, { authorization: API_KEY });
      const { token } = (await session.json()) as { token: string };
      const page = { authorization: `Bearer ${token}`, origin: PAGE };
      const made = await post('/oauth/attempts', { integration_type: 'harbor' }, page);
      const attempt = (await made.json()) as { id: string; ticket: string; poll_secret: string };
      const body = new URLSearchParams({ ticket: attempt.ticket });
      const started = await ask(0, '/oauth/start', { method: 'POST', headers: { origin: PAGE }, body });
      const href = /href="([^"]+)"/.exec(await started.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
      const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const { search } = await provider.consent(href);
      assert.equal((await ask(1, `/oauth/code/harbor${search}`, { headers: { cookie } })).status, 200);
      const poll = { headers: { origin: PAGE, 'attempt-secret': attempt.poll_secret } };
      const reply = await ask(0, `/oauth/attempts/${attempt.id}`, poll);
      const { connection } = (await reply.json()) as { connection?: { id: string } };
      return connection?.id ?? assert.fail('no connection');
    }

    async function reveal(at: number, id: string) {
      const response = await ask(at, `/connections/${id}/credentials`, {
        method: 'POST',
        headers: { authorization: API_KEY },
      });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      return JSON.parse(text) as { access_token: string; expires_at: string };
    }

    test('F37, F38: twenty who ask both at once for credentials that have ended get the same, of one token call', async () => {
      provider.bend = (reply) => ({ ...reply, expires_in: 0 });
      const id = await signIn();
      provider.bend = undefined;

      // Nobody is answered before all of them are there: the lease is asked for while it is held.
      const release = provider.hold();
      const held = provider.held();
      const asked = Array.from({ length: CALLERS }, (_, at) => reveal(at, id));
      await held;
      // Behind the callers in the queue of each process.
      await Promise.all(servers.map((_, at) => ask(at, '/health')));
      release();
      const answers = await Promise.all(asked);

      assert.equal(provider.tokenCalls('refresh_token'), 1);
      assert.equal(answers.length, CALLERS);
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      const [{ access_token = '' } = {}] = answers;
      const userinfo = await fetch(`${provider.issuer}/me`, { headers: { authorization: `Bearer ${access_token}` } });
      assert.equal(userinfo.status, 200, 'the provider takes what they got');
      for (const server of servers) {
        assert.match(server.printed(), /\/connections\/:id\/credentials/, 'both were asked');
        assert.equal(/canary/.test(server.printed()) || server.printed().includes(access_token), false);
      }
    });
  });
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Connection, CreatedAttempt } from '../../src/contract/index.js';
import { startFile, startNext, type Mounted } from './support/mounted.js';

const products: Record<string, { start: () => Promise<Mounted>; code: number }> = {
  'node:http': { start: () => startFile('node-http'), code: 0 },
  'Express beside its body parsers': { start: () => startFile('express'), code: 0 },
  'Fastify beside its own JSON parser': { start: () => startFile('fastify'), code: 0 },
  Hono: { start: () => startFile('hono'), code: 0 },
  // Next ends itself, with the code of the signal.
  'Next.js, built and started': { start: startNext, code: 128 + 15 },
};

for (const [name, { start, code }] of Object.entries(products)) {
  describe(`mounted in ${name}, as demo/mounting shows`, () => {
    let product: Mounted;
    before(async () => {
      product = await start();
    });
    after(() => product?.remove());

    const ask = (path: string, { headers, ...rest }: RequestInit = {}) =>
      fetch(`${product.url}${path}`, {
        ...rest,
        headers: { origin: product.url, 'content-type': 'application/json', ...headers },
      });

    /** Signs in to the product and takes a session from its page. */
    async function session(user: string): Promise<string> {
      const login = await ask('/login', { method: 'POST', body: JSON.stringify({ user }) });
      assert.equal(login.status, 200, 'the parser of the product reads its own routes');
      const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const minted = await ask('/connect/sessions', { method: 'POST', body: '{}', headers: { cookie } });
      assert.equal(minted.status, 200);
      return ((await minted.json()) as { token: string }).token;
    }

    const creating = (token: string) => ({
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    });

    it('the widget is handed out, and other paths stay the product’s own', async () => {
      const widget = await ask('/connect/connection-embed.js');
      assert.match(widget.headers.get('content-type') ?? '', /javascript/);
      const [chunk = ''] = /chunks\/[\w-]+\.js/.exec(await widget.text()) ?? [];
      assert.match((await ask(`/connect/${chunk}`)).headers.get('content-type') ?? '', /javascript/);
      assert.match(await (await ask('/')).text(), /<connection-embed endpoint="\/connect">/);
      const unknown = await ask('/connect/nowhere');
      assert.equal(((await unknown.json()) as { code: string }).code, 'not_found');
    });

    it('a session is for whoever is signed in to the product: 401 for nobody, and for a cookie of one’s own making', async () => {
      const token = await session('ada');
      assert.equal(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub, 'ada');
      for (const cookie of ['', 'product_session=ada', 'product_session=ada.canary-forged-signature']) {
        const refused = await ask('/connect/sessions', { method: 'POST', body: '{}', headers: { cookie } });
        assert.equal(refused.status, 401);
        assert.doesNotMatch(await refused.text(), /token|canary/);
      }
    });

    it('JSON arrives: a token form makes a connection, which its owner alone sees', async () => {
      const token = await session('grace');
      const body = JSON.stringify({ integration_type: 'lumen-mail', auth: { token: 'canary-api-key' } });
      const made = await ask('/connect/unified/connection', { ...creating(token), body });
      const text = await made.text();
      assert.equal(made.status, 200, text);
      assert.doesNotMatch(text, /canary/);
      const { id } = JSON.parse(text) as Connection;
      const listed = async (user: string) => {
        const headers = { authorization: `Bearer ${await session(user)}` };
        return (await (await ask('/connect/unified/connection', { headers })).json()) as Connection[];
      };
      assert.deepEqual(
        (await listed('grace')).map((one) => one.id),
        [id],
      );
      assert.deepEqual(await listed('mallory'), []);
    });

    it('forms arrive: a sign-in starts with one, and an unknown ticket is refused by the server itself', async () => {
      const form = await ask('/connect/oauth/start', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'ticket=not.ours',
      });
      assert.equal(form.status, 400);
      assert.match(await form.text(), /invalid_request/);
    });

    it('the methods of the REST surface arrive, and so does a body that is no JSON', async () => {
      for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
        const response = await ask('/connect/health', { method });
        assert.equal(response.status, 405, method);
        assert.equal(((await response.json()) as { code: string }).code, 'method_not_allowed');
      }
      const broken = await ask('/connect/unified/connection', { ...creating(await session('ada')), body: 'canary{' });
      assert.doesNotMatch(await broken.text(), /canary/);
      assert.equal(broken.status, 400);
    });

    it('SIGTERM answers the poll that waits and ends the process; nothing secret was printed', async () => {
      const token = await session('lin');
      const body = JSON.stringify({ integration_type: 'hubspot' });
      const created = await ask('/connect/oauth/attempts', { ...creating(token), body });
      assert.equal(created.status, 200);
      const { id, poll_secret } = (await created.json()) as CreatedAttempt;
      const asked = performance.now();
      const waiting = ask(`/connect/oauth/attempts/${id}?wait=25`, { headers: { 'attempt-secret': poll_secret } });
      // Whoever asks later is answered later: the poll has arrived.
      for (let turn = 0; turn < 3; turn += 1) assert.equal((await ask('/connect/health')).status, 200);
      const ending = product.stop();
      assert.equal((await waiting).status, 200);
      assert.equal(await ending, code);
      assert.ok(performance.now() - asked < 10_000, 'long before the poll would have ended by itself');
      assert.doesNotMatch(product.printed(), /canary/);
    });
  });
}

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { after, before, beforeEach, describe, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import type { GivenCredentials } from '../../../src/server/catalogue/index.js';
import { defineIntegration } from '../../../src/server/index.js';
import { HOST, KEY, startHarness, type Harness } from './harness.js';
import { databases } from '../support/databases.js';

const trusting = defineIntegration({
  type: 'trusting',
  name: 'Trusting',
  categories: ['crm'],
  token: { names: ['Token'] },
});
const lumen = (token = 'a-key') => ({ integration_type: 'lumen', auth: { token } });

for (const engine of databases) {
  describe(`a request over ${engine.name}`, () => {
    let harness: Harness;
    let token: string;

    before(async () => {
      harness = await startHarness({ engine });
    });
    beforeEach(async () => {
      harness.clock.ahead = 0;
      token = await harness.session();
    });
    after(() => harness.close());

    async function refused(response: Response, status: number, code?: string) {
      assert.equal(response.status, status);
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const body = (await response.json()) as { code: string; request_id: string; status: number };
      if (code) assert.equal(body.code, code);
      assert.equal(body.status, status);
      assert.match(body.request_id, /^req_/);
      assert.equal((await harness.rows()).length, 0, 'nothing stored');
      return body;
    }

    const withKey = (init: RequestInit = {}): RequestInit => ({
      ...init,
      headers: { authorization: `Bearer ${KEY}`, ...init.headers },
    });
    const json = { 'content-type': 'application/json' };

    test('without credentials is refused on every route but the public ones', async () => {
      const open = ['GET /health', 'GET /unified/integration/workspace/acme', 'GET /connection-embed.js'];
      const routes = [
        'GET /unified/integration',
        'POST /unified/connection',
        'GET /unified/connection',
        'GET /unified/connection/x',
        'DELETE /unified/connection/x',
        'POST /sessions',
        'POST /oauth/attempts',
      ];
      for (const route of routes) {
        const [method = '', path = ''] = route.split(' ');
        const init = method === 'POST' ? { method, body: '{}', headers: json } : { method };
        await refused(await harness.ask(path, init), 401, 'unauthorized');
      }
      for (const route of open) {
        const response = await harness.ask(route.split(' ')[1] ?? '');
        assert.ok([200, 404].includes(response.status), route);
      }
      await refused(await harness.ask('/oauth/attempts/x', { headers: { 'attempt-secret': 'x' } }), 404);
      await refused(await harness.ask('/nothing/here'), 404, 'not_found');
      await refused(await harness.ask('/unified/integration/workspace/other'), 404, 'not_found');
    });

    test('is answered only below the mount path', async () => {
      const response = await harness.server.fetch(new Request('http://127.0.0.1:4001/health'));
      assert.equal(response.status, 404);
      const elsewhere = await harness.server.fetch(
        new Request('http://anything.example/connect/health', { headers: { host: 'evil' } }),
      );
      assert.equal(elsewhere.status, 200, 'Host decides nothing');
    });

    test('B6: GET on /oauth/start is 405', async () => {
      const { ticket } = await harness.create(token);
      await refused(
        await harness.ask(`/oauth/start?ticket=${ticket}`, { headers: { origin: HOST } }),
        405,
        'method_not_allowed',
      );
      assert.equal((await harness.start(ticket)).status, 200, 'the ticket is still good');
    });

    test('B7: a start from an evil origin is 403, sets no cookie and is told to the page that waits', async () => {
      const attempt = await harness.create(token);
      const response = await harness.start(attempt.ticket, { origin: 'https://evil.example' });
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('set-cookie'), null);
      assert.doesNotMatch(await response.text(), /authorize/);
      const polled = await harness.poll(attempt);
      assert.deepEqual([polled.status, polled.code], ['failed', 'origin_refused']);
      assert.equal((await harness.start('no.ticket', { origin: 'https://evil.example' })).status, 403);
    });

    test('B8: a start without an Origin, from null or from another registered origin is 403 and named by the poll', async () => {
      for (const origin of [null, 'null', 'http://localhost:4100', 'http://127.0.0.1:4001']) {
        const attempt = await harness.create(token);
        assert.equal((await harness.start(attempt.ticket, { origin })).status, 403, String(origin));
        assert.equal((await harness.poll(attempt)).code, 'origin_refused');
      }
    });

    test('B23, B24: a return page on another origin than the session’s is 403 in all its disguises', async () => {
      const evil = [
        '//evil.example',
        '/\\evil.example',
        'https:evil.example',
        'javascript:alert(1)',
        'data:text/html,x',
        'http://localhost:4000@evil.example/',
        'http://user:pw@localhost:4000/',
        'http://localhost:4001/',
        'https://localhost:4000/',
        'http://localhost:4000.evil.example/',
        'http://lоcalhost:4000/',
        'http://localhost%2f%2fevil.example:4000/',
        'blob:http://localhost:4000/x',
        '',
      ];
      for (const return_to of evil) {
        const body = { integration_type: 'northwind', mode: 'redirect', return_to };
        await refused(await harness.ask('/oauth/attempts', harness.post(token, body)), 403, 'forbidden');
      }
      const split = {
        integration_type: 'northwind',
        mode: 'redirect',
        return_to: 'http://localhost:4000/\r\nset-cookie:x=1',
      };
      const { id } = (await (await harness.ask('/oauth/attempts', harness.post(token, split))).json()) as {
        id: string;
      };
      const row = await harness.db
        .selectFrom('attempt')
        .select('return_to')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      assert.equal(row.return_to, 'http://localhost:4000/set-cookie:x=1', 'line breaks do not survive the parser');
    });

    test('B31, B58: a session is good only from its own origin, and not for an API key’s route', async () => {
      for (const origin of ['https://evil.example', 'null', 'http://localhost:4100', 'http://127.0.0.1:4001']) {
        await refused(
          await harness.ask('/unified/integration', harness.asPage(token, { origin })),
          403,
          'origin_refused',
        );
        const post = harness.post(token, { integration_type: 'northwind' }, { origin });
        await refused(await harness.ask('/oauth/attempts', post), 403, 'origin_refused');
      }
      const bare = { headers: { authorization: `Bearer ${token}` } };
      await refused(await harness.ask('/unified/integration', bare), 403, 'origin_refused');
      await refused(await harness.ask('/sessions', harness.post(token, { external_xref: 'x' })), 403, 'forbidden');
      const link = '/unified/integration/auth/acme/northwind?external_xref=x';
      await refused(await harness.ask(link, harness.asPage(token)), 403, 'forbidden');
    });

    test('B58: an API key beside an Origin is 403 on every route that takes one', async () => {
      const headers = { authorization: `Bearer ${KEY}`, origin: HOST };
      for (const path of ['/unified/integration', '/unified/connection', '/unified/integration/workspace/acme']) {
        await refused(await harness.ask(path, { headers }), 403, 'forbidden');
      }
      const init = { method: 'POST', body: '{"external_xref":"x"}', headers: { ...headers, ...json } };
      await refused(await harness.ask('/sessions', init), 403, 'forbidden');
    });

    test('takes an API key bare or as Bearer', async () => {
      for (const authorization of [KEY, `Bearer ${KEY}`]) {
        assert.equal((await harness.ask('/unified/integration', { headers: { authorization } })).status, 200);
      }
      await refused(await harness.ask('/unified/integration', { headers: { authorization: `${KEY}x` } }), 401);
    });

    test('B32: CORS echoes registered origins only, never credentials, never null, and * only on the public list and files', async () => {
      const preflight = (origin: string, path = '/unified/integration') =>
        harness.ask(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
      assert.equal((await preflight(HOST)).headers.get('access-control-allow-origin'), HOST);
      for (const origin of ['https://evil.example', 'null', 'http://localhost:4000.evil.example']) {
        assert.equal((await preflight(origin)).headers.get('access-control-allow-origin'), null, origin);
        const real = await harness.ask('/unified/integration', harness.asPage(token, { origin }));
        assert.equal(real.headers.get('access-control-allow-origin'), null, origin);
      }
      assert.equal((await preflight(HOST, '/oauth/start')).headers.get('access-control-allow-origin'), null);
      const real = await harness.ask('/unified/integration', harness.asPage(token));
      assert.equal(real.headers.get('access-control-allow-origin'), HOST);
      assert.match(real.headers.get('vary') ?? '', /Origin/);
      assert.match(real.headers.get('vary') ?? '', /Authorization/);
      assert.equal(real.headers.get('cache-control'), 'private, no-store');
      const open = await harness.ask('/unified/integration/workspace/acme', {
        headers: { origin: 'https://evil.example' },
      });
      assert.equal(open.headers.get('access-control-allow-origin'), '*');
      for (const response of [real, open, await preflight(HOST)]) {
        assert.equal(response.headers.get('access-control-allow-credentials'), null);
      }
    });

    test('B33: a simple-content-type POST reaches no JSON route', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
        const init = harness.post(token, { integration_type: 'northwind' });
        const headers = { ...(init.headers as Record<string, string>), 'content-type': type };
        await refused(await harness.ask('/oauth/attempts', { ...init, headers }), 415, 'unsupported_media_type');
        await refused(await harness.ask('/unified/connection', { ...init, headers }), 415);
        await refused(
          await harness.ask('/sessions', withKey({ method: 'POST', body: '{}', headers: { 'content-type': type } })),
          415,
        );
      }
    });

    test('B34: another user’s or environment’s attempt and connection answer exactly as none', async () => {
      const attempt = await harness.create(token);
      const other = await harness.session({ external_xref: 'user-2' });
      const sandbox = await harness.session({ environment: 'Sandbox' });
      const bodies: unknown[] = [];
      for (const as of [other, sandbox]) {
        const theirs = harness.asPage(as, { headers: { 'attempt-secret': attempt.poll_secret } });
        bodies.push(await refused(await harness.ask(`/oauth/attempts/${attempt.id}`, theirs), 404));
        bodies.push(
          await refused(await harness.ask(`/oauth/attempts/${attempt.id}`, { ...theirs, method: 'DELETE' }), 404),
        );
      }
      bodies.push(
        await refused(
          await harness.ask('/oauth/attempts/none', harness.asPage(token, { headers: { 'attempt-secret': 'x' } })),
          404,
        ),
      );
      for (const body of bodies)
        assert.deepEqual({ ...(body as object), request_id: '' }, { ...(bodies[0] as object), request_id: '' });
      assert.equal((await harness.poll(attempt)).status, 'created', 'and nothing was cancelled');
    });

    test('B57: a session that has run out still says whose it was: another user’s learns and cancels nothing, one’s own does', async () => {
      const stale = { expires_in: 60 };
      const own = await harness.session(stale);
      const others = [
        await harness.session({ ...stale, external_xref: 'user-2' }),
        await harness.session({ ...stale, environment: 'Sandbox' }),
      ];
      const attempt = await harness.create(own);
      harness.clock.ahead = 61_000;
      const about = (as: string, method: string) =>
        harness.ask(
          `/oauth/attempts/${attempt.id}`,
          harness.asPage(as, { method, headers: { 'attempt-secret': attempt.poll_secret } }),
        );
      for (const as of others)
        for (const method of ['GET', 'DELETE']) await refused(await about(as, method), 404, 'not_found');
      assert.equal((await harness.poll(attempt)).status, 'created', 'nothing was cancelled');
      assert.equal((await about(own, 'GET')).status, 200);
      assert.equal((await about(own, 'DELETE')).status, 204);
      assert.equal((await harness.poll(attempt)).status, 'cancelled');
      harness.clock.ahead = 0;
    });

    test('B35: a guessed poll secret is 404, and guessing is limited per address', async () => {
      const attempt = await harness.create(token);
      const incoming = { socket: { remoteAddress: '203.0.113.9' } };
      const guess = (secret: string) =>
        harness.ask(
          `/oauth/attempts/${attempt.id}`,
          { headers: { origin: HOST, 'attempt-secret': secret } },
          { incoming },
        );
      let last = await guess('');
      for (let count = 0; count < 61 && last.status === 404; count++) last = await guess(`guess-${count}`);
      await refused(last, 429, 'rate_limited');
      assert.ok(Number(last.headers.get('retry-after')) > 0);
      assert.equal((await harness.poll(attempt)).status, 'created', 'the right secret still works');
    });

    test('B36: a ticket works once, for sixty seconds, and only its own', async () => {
      const first = await harness.create(token);
      const second = await harness.create(token);
      assert.equal((await harness.start(first.ticket)).status, 200);
      assert.match(await (await harness.start(first.ticket)).text(), /already completed/);
      const mixed = `${second.id}.${first.ticket.split('.')[1]}`;
      assert.equal((await harness.start(mixed)).status, 400);
      harness.clock.ahead = 61_000;
      const late = await (await harness.start(second.ticket)).text();
      assert.match(late, /took too long/);
      const rows = await harness.db.selectFrom('attempt').select('cookie_hash').where('id', '=', second.id).execute();
      assert.equal(rows[0]?.cookie_hash, null);
    });

    test('B44: a page cannot ask for more than its session, nor a session for more than the server allows', async () => {
      const narrow = await harness.session({ permissions: ['crm_contact_read'], integrations: ['northwind', 'lumen'] });
      const more = { integration_type: 'northwind', permissions: ['crm_contact_read', 'crm_deal_read'] };
      await refused(await harness.ask('/oauth/attempts', harness.post(narrow, more)), 403, 'forbidden');
      await refused(
        await harness.ask('/oauth/attempts', harness.post(narrow, { integration_type: 'contoso' })),
        403,
        'forbidden',
      );
      await refused(
        await harness.ask('/unified/connection', harness.post(narrow, { ...lumen(), permissions: ['crm_deal_read'] })),
        403,
      );
      for (const given of [{ environment: 'Sandbox' }, { external_xref: 'user-2' }]) {
        await refused(await harness.ask('/unified/connection', harness.post(narrow, { ...lumen(), ...given })), 403);
      }
      const init = withKey({
        method: 'POST',
        headers: json,
        body: JSON.stringify({ external_xref: 'u', origin: HOST, permissions: ['hris_employee_read'] }),
      });
      await refused(await harness.ask('/sessions', init), 403, 'forbidden');
      const readOnly = await harness.session({ allow: ['list'] });
      await refused(
        await harness.ask('/oauth/attempts', harness.post(readOnly, { integration_type: 'northwind' })),
        403,
      );
      await refused(await harness.ask('/unified/connection', harness.post(readOnly, lumen())), 403);
    });

    test('B48: a body that reaches for a prototype is refused', async () => {
      for (const body of [
        '{"integration_type":"lumen","auth":{"token":"x"},"__proto__":{"polluted":1}}',
        '{"integration_type":"lumen","auth":{"token":"x","constructor":{"prototype":{"polluted":1}}}}',
      ]) {
        const init = harness.asPage(token, {
          method: 'POST',
          body,
          headers: { ...json, 'idempotency-key': randomUUID() },
        });
        await refused(await harness.ask('/unified/connection', init), 400, 'invalid_request');
      }
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });

    test('B50: bodies too large, too deep, not UTF-8 or compressed are refused', async () => {
      const send = (body: BodyInit, headers: Record<string, string> = {}) =>
        harness.ask(
          '/unified/connection',
          harness.asPage(token, { method: 'POST', body, headers: { ...json, 'idempotency-key': 'k', ...headers } }),
        );
      await refused(await send(JSON.stringify({ ...lumen(), label: 'x'.repeat(66_000) })), 413, 'payload_too_large');
      const stream = new Blob([JSON.stringify({ ...lumen(), label: 'x'.repeat(66_000) })]).stream();
      const init = {
        ...harness.asPage(token, { method: 'POST', headers: { ...json, 'idempotency-key': 'k' } }),
        body: stream,
        duplex: 'half',
      };
      await refused(await harness.ask('/unified/connection', init as RequestInit), 413, 'payload_too_large');
      await refused(await send(`{"label":${'['.repeat(30)}${']'.repeat(30)}}`), 400, 'invalid_request');
      await refused(await send(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), 400, 'invalid_request');
      await refused(
        await send(gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': 'gzip' }),
        415,
        'unsupported_media_type',
      );
      await refused(await send('{"integration_type":'), 400, 'invalid_request');
    });

    test('a repeated scalar parameter is 400, and lists come either way', async () => {
      const list = async (query: string) => {
        const response = await harness.ask(`/unified/integration?${query}`, harness.asPage(token));
        return response.status === 200
          ? ((await response.json()) as { type: string }[]).map(({ type }) => type)
          : response.status;
      };
      assert.deepEqual(await list('type=lumen,contoso'), await list('type=lumen&type=contoso'));
      assert.deepEqual(await list('categories=messaging'), ['lumen']);
      assert.equal(await list('env=Production&env=Sandbox'), 400);
      assert.equal(await list('active=maybe'), 400);
      assert.equal(await list('env=Sandbox'), 403);
    });

    test('F23, F24: the same Idempotency-Key is the same attempt, with the same ticket and poll secret', async () => {
      const key = randomUUID();
      const first = await harness.create(token, {}, key);
      assert.deepEqual(await harness.create(token, {}, key), first);
      const other = harness.post(token, { integration_type: 'contoso' }, { key });
      await refused(await harness.ask('/oauth/attempts', other), 422, 'idempotency_mismatch');
      const rows = await harness.db.selectFrom('attempt').select('id').where('id', '=', first.id).execute();
      assert.equal(rows.length, 1);
    });

    test('creating without an Idempotency-Key is refused', async () => {
      const init = harness.asPage(token, { method: 'POST', body: JSON.stringify(lumen()), headers: json });
      await refused(await harness.ask('/unified/connection', init), 400, 'invalid_request');
    });

    test('a session may have five live attempts; a cancelled one makes room', async () => {
      const made = [];
      for (let count = 0; count < 5; count++) made.push(await harness.create(token));
      const sixth = harness.post(token, { integration_type: 'northwind' });
      await refused(await harness.ask('/oauth/attempts', sixth), 429, 'too_many_attempts');
      const [first] = made;
      assert.ok(first);
      const headers = { origin: HOST, 'attempt-secret': first.poll_secret };
      await harness.ask(`/oauth/attempts/${first.id}`, { method: 'DELETE', headers });
      await harness.create(token);
    });

    test('F50: a key the provider refuses is named at its field and nothing is stored or said', async () => {
      const response = await harness.ask('/unified/connection', harness.post(token, lumen('canary-wrong-key')));
      const body = (await refused(response, 422, 'credentials_rejected')) as unknown as { errors: unknown };
      assert.deepEqual(body.errors, [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }]);
      assert.doesNotMatch(harness.everythingSaid(), /canary-wrong-key/);
    });

    test('what the code of an integration quotes as it throws is said nowhere', async (t) => {
      const quoting: ((key: string) => Error)[] = [
        (key) => Object.assign(new RangeError(`no key:\n    at ${key}:1:1`), { cause: new Error(key), key }),
        (key) => {
          const { stack = '' } = new RangeError(`no key:\n    at ${key}`);
          return Object.assign(new RangeError('another message'), { stack });
        },
      ];
      for (const quote of quoting) {
        const request = ({ values: [key = ''] }: GivenCredentials) => {
          throw quote(key);
        };
        const own = await startHarness({
          engine,
          integrations: [defineIntegration({ ...trusting, verify: { request } })],
        });
        t.after(() => own.close());
        const given = { integration_type: 'trusting', auth: { token: 'canary-quoted' } };
        const response = await own.ask('/unified/connection', own.post(await own.session(), given));
        assert.match(await response.text(), /integration_misconfigured/);
        assert.match(own.everythingSaid(), /verify\.request of trusting threw.*RangeError \| at .*requests\.test/);
        assert.doesNotMatch(own.everythingSaid(), /canary-quoted/);
      }
    });

    test('B51: checks of given keys are limited to ten a minute for one user, however many sessions', async () => {
      const user = { external_xref: 'many-sessions' };
      const answers = [];
      for (let count = 0; count < 11; count++) {
        answers.push(
          await harness.ask('/unified/connection', harness.post(await harness.session(user), lumen(`wrong-${count}`))),
        );
      }
      assert.deepEqual(
        answers.map(({ status }) => status),
        [...Array(10).fill(422), 429],
      );
    });

    test('ten attempts asked for at once leave five live', async () => {
      const mine = await harness.session();
      const wanted = Array.from({ length: 10 }, () =>
        harness.ask('/oauth/attempts', harness.post(mine, { integration_type: 'northwind' })),
      );
      const statuses = (await Promise.all(wanted)).map(({ status }) => status);
      assert.ok(statuses.filter((status) => status === 200).length <= 5, String(statuses));
      assert.ok(statuses.includes(429));
    });

    test('B51: clients are told apart by address, an IPv6 one by its /64, behind a trusted proxy by what that wrote', async () => {
      const proxied = await startHarness({ engine, trustProxy: 1 });
      const incoming = { socket: { remoteAddress: '10.0.0.1' } };
      const guess = (forwarded: string) =>
        proxied.ask(
          '/oauth/attempts/none',
          { headers: { origin: HOST, 'attempt-secret': 'x', 'x-forwarded-for': forwarded } },
          { incoming },
        );
      const spent = async (address: (count: number) => string) => {
        for (let count = 0; count < 61; count++) if ((await guess(address(count))).status === 429) return true;
        return false;
      };
      assert.ok(
        await spent((count) => `203.0.113.${count}, 198.51.100.7`),
        'what the client wrote itself is not believed',
      );
      assert.equal((await guess('198.51.100.7:4711')).status, 429, 'a port changes nothing');
      assert.equal((await guess('198.51.100.8')).status, 404);
      assert.ok(await spent((count) => `2001:db8:1:2::${count.toString(16)}`), 'one /64 is one client');
      assert.equal((await guess('[2001:db8:1:2::99]:443')).status, 429);
      assert.equal((await guess('2001:db8:1:3::1')).status, 404);
      await proxied.close();
    });

    test('a session is not minted with a part that there is not, whoever asks; the part is named', async () => {
      const claims = { external_xref: 'user-1', permisions: ['crm_contact_read'], alow: ['list'] };
      const init = withKey({ method: 'POST', body: JSON.stringify(claims), headers: json });
      const { errors } = (await refused(await harness.ask('/sessions', init), 400, 'invalid_request')) as {
        errors?: object[];
      };
      const named = ['permisions', 'alow'].map((path) => ({ path, code: 'unrecognized_keys' }));
      assert.deepEqual(errors, named);
      await assert.rejects(harness.server.session(claims), {
        code: 'invalid_request',
        errors: named,
        message: /`alow`/,
      });
      const wrong = { external_xref: 'user-1', allow: ['everything'] } as object;
      await assert.rejects(harness.server.session(wrong), { code: 'invalid_request', message: /`allow\.0`/ });
    });

    test('a key with another scope reaches neither connections nor sessions', async () => {
      const limited = await startHarness({
        engine,
        apiKeys: [{ key: 'canary-credentials-only', scopes: ['credentials'] }],
      });
      const headers = { authorization: 'canary-credentials-only', ...json };
      for (const path of [
        '/unified/connection',
        '/unified/connection/x',
        '/unified/integration',
        '/unified/integration/workspace/acme',
      ]) {
        assert.equal((await limited.ask(path, { headers })).status, 403, path);
      }
      const init = { method: 'POST', headers, body: '{"external_xref":"user-1"}' };
      assert.equal((await limited.ask('/sessions', init)).status, 403);
      await limited.close();
    });

    test('a session minted for some integrations neither lists, reads nor removes a connection of another', async () => {
      const own = await startHarness({ engine });
      const { url, state, cookie } = await own.begin(await own.session());
      await own.callback({ state, code: own.provider.authorize(url), iss: own.provider.origin }, { cookie });
      const [row] = await own.rows();
      const allow = ['list', 'remove'] as const;
      const all = await own.session({ allow: [...allow] });
      const other = await own.session({ allow: [...allow], integrations: ['lumen'] });
      const list = async (as: string) =>
        (await (await own.ask('/unified/connection', own.asPage(as))).json()) as unknown[];
      assert.deepEqual([(await list(all)).length, (await list(other)).length], [1, 0]);
      for (const method of ['GET', 'DELETE']) {
        assert.equal((await own.ask(`/unified/connection/${row?.id}`, own.asPage(other, { method }))).status, 404);
      }
      assert.equal((await own.rows()).length, 1);
      assert.equal(
        (await own.ask(`/unified/connection/${row?.id}`, own.asPage(all, { method: 'DELETE' }))).status,
        204,
      );
      await own.close();
    });

    test('what is kept under an Idempotency-Key is an id: a removed connection is not shown again', async () => {
      const own = await startHarness({ engine, integrations: [trusting] });
      const mine = await own.session({ allow: ['create', 'remove'] });
      const key = randomUUID();
      const wanted = { integration_type: 'trusting', auth: { token: 'a-token' } };
      const made = await own.ask('/unified/connection', own.post(mine, wanted, { key }));
      const { id } = (await made.json()) as { id: string };
      assert.equal(
        ((await (await own.ask('/unified/connection', own.post(mine, wanted, { key }))).json()) as { id: string }).id,
        id,
      );
      await own.ask(`/unified/connection/${id}`, own.asPage(mine, { method: 'DELETE' }));
      assert.equal((await own.ask('/unified/connection', own.post(mine, wanted, { key }))).status, 404);
      const kept = await own.db.selectFrom('idempotency').select('answer').executeTakeFirstOrThrow();
      assert.equal(kept.answer, JSON.stringify(id));
      await own.close();
    });

    test('the public list shows active integrations only, and can be switched off', async () => {
      const inactive = defineIntegration({
        type: 'later',
        name: 'Later',
        categories: ['crm'],
        is_active: false,
        token: { names: ['API Key'] },
      });
      const own = await startHarness({ engine, integrations: [trusting, inactive], showInactive: true });
      const types = async (init?: RequestInit) =>
        ((await (await own.ask('/unified/integration/workspace/acme', init)).json()) as { type: string }[]).map(
          ({ type }) => type,
        );
      assert.deepEqual(await types(), ['trusting']);
      assert.deepEqual(await types(own.asPage(await own.session())), ['trusting', 'later']);
      const create = own.post(await own.session(), { integration_type: 'later', auth: { token: 'x' } });
      assert.equal((await own.ask('/unified/connection', create)).status, 404, 'listed is not connectable');
      await own.close();
      const closed = await startHarness({ engine, publicList: false });
      assert.equal((await closed.ask('/unified/integration/workspace/acme')).status, 401);
      await closed.close();
    });

    test('no canary is in anything the server said', () => {
      const said = harness.everythingSaid();
      assert.ok(said.includes('credentials_rejected'), 'the scan reads the replies');
      assert.doesNotMatch(said, /canary-/);
    });
  });
}

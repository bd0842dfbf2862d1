import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { decodeJwt } from 'jose';
import type { Session, SessionClaims } from '../../../src/contract/index.js';
import type { UserSession } from '../../../src/server/index.js';
import { HOST, startHarness, type Harness } from './harness.js';
import { databases } from '../support/databases.js';

const OWN = 'http://127.0.0.1:4001';

const byCookie = (request: Request) => /host=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];

/** Narrows by getters that no copy of it has. */
class Narrowed {
  readonly external_xref = 'ada';

  get allow() {
    return ['list'];
  }
}

/** The embedder's app and this server on one origin, its users known by a cookie of the app. */
for (const engine of databases) {
  describe(`a server that shares the host’s origin, over ${engine.name}`, () => {
    let harness: Harness;

    before(async () => {
      harness = await startHarness({
        engine,
        origins: [],
        resolveUser: byCookie,
      });
    });
    after(() => harness.close());

    const page = (cookie: string, init: RequestInit = {}): RequestInit => ({
      method: 'POST',
      body: '{}',
      ...init,
      headers: { origin: OWN, cookie, 'content-type': 'application/json', ...(init.headers as object) },
    });
    const lastProblem = () => harness.log.findLast(({ event }) => event === 'problem');
    const sessionFor = async (user: string) =>
      ((await (await harness.ask('/sessions', page(`host=${user}`))).json()) as Session).token;

    async function begin(user: string, token: string) {
      const init = harness.post(token, { integration_type: 'northwind' }, { origin: OWN });
      const attempt = (await (await harness.ask('/oauth/attempts', init)).json()) as {
        id: string;
        ticket: string;
        poll_secret: string;
      };
      const started = await harness.ask('/oauth/start', {
        method: 'POST',
        body: new URLSearchParams({ ticket: attempt.ticket }),
        headers: { origin: OWN, cookie: `host=${user}` },
      });
      const text = await started.text();
      const url = new URL(/href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? 'http://none');
      const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      return { attempt, status: started.status, url, cookie, state: url.searchParams.get('state') ?? '' };
    }

    const statusOf = async (attempt: { id: string; poll_secret: string }) => {
      const headers = { 'attempt-secret': attempt.poll_secret };
      return ((await (await harness.ask(`/oauth/attempts/${attempt.id}`, { headers })).json()) as { status: string })
        .status;
    };

    test('names the user itself: a page of the origin gets a session, nobody else does', async () => {
      const { token, endpoint } = (await (await harness.ask('/sessions', page('host=ada'))).json()) as Session;
      assert.equal(endpoint, `${OWN}/connect`);
      assert.equal(
        (await harness.ask('/unified/integration', { headers: { authorization: `Bearer ${token}` } })).status,
        200,
      );
      assert.equal((await harness.ask('/sessions', page(''))).status, 401, 'nobody is signed in');
      for (const origin of ['https://evil.example', 'null']) {
        assert.equal((await harness.ask('/sessions', page('host=ada', { headers: { origin } }))).status, 403);
      }
      const chosen = page('host=ada', { body: '{"external_xref":"grace"}' });
      assert.equal((await harness.ask('/sessions', chosen)).status, 403, 'a page cannot choose its user');
      const form = page('host=ada', { headers: { 'content-type': 'text/plain' } });
      assert.equal((await harness.ask('/sessions', form)).status, 415);
    });

    test('B5: a start by another signed-in user than the session’s is refused', async () => {
      const token = await sessionFor('ada');
      const { attempt, status } = await begin('mallory', token);
      assert.equal(status, 400);
      assert.equal(await statusOf(attempt), 'failed');
      assert.equal((await harness.rows()).length, 0);
    });

    test('B5: a callback that brings the cookie but another signed-in user is refused, and the state lives on', async () => {
      const started = await begin('ada', await sessionFor('ada'));
      const code = harness.provider.authorize(started.url);
      const params = { state: started.state, code, iss: harness.provider.origin };
      const response = await harness.callback(params, { cookie: `${started.cookie}; host=mallory` });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /browser_mismatch/);
      assert.equal(await statusOf(started.attempt), 'started');
      assert.equal((await harness.rows()).length, 0);
      await harness.callback(params, { cookie: `${started.cookie}; host=ada` });
      assert.equal(await statusOf(started.attempt), 'connected');
    });

    test('a start or callback by the user of that id in another environment is refused as another user’s is', async () => {
      const before = (await harness.rows()).length;
      const environmentOf = (request: Request) => /env=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
      await harness.restart({
        resolveUser: (request) => ({ external_xref: byCookie(request), environment: environmentOf(request) }),
      });
      const token = await sessionFor('ada; env=Sandbox');
      const elsewhere = await begin('ada; env=Production', token);
      assert.equal(elsewhere.status, 400);
      assert.equal(await statusOf(elsewhere.attempt), 'failed');

      const started = await begin('ada; env=SANDBOX', token);
      const code = harness.provider.authorize(started.url);
      const params = { state: started.state, code, iss: harness.provider.origin };
      const refused = await harness.callback(params, { cookie: `${started.cookie}; host=ada; env=Production` });
      assert.match(await refused.text(), /browser_mismatch/);
      assert.equal(await statusOf(started.attempt), 'started');
      assert.equal((await harness.rows()).length, before);
      await harness.callback(params, { cookie: `${started.cookie}; host=ada; env=sandbox` });
      assert.equal(await statusOf(started.attempt), 'connected');
      await harness.restart({ resolveUser: byCookie });
    });

    test('an id is a session to create and list; what else it may, and how little, `resolveUser` says', async () => {
      const claims = async () => {
        const { token } = (await (await harness.ask('/sessions', page('host=ada'))).json()) as Session;
        return decodeJwt<SessionClaims>(token);
      };
      const lasts = ({ exp = 0, iat = 0 }: { exp?: number; iat?: number }) => exp - iat;
      const plain = await claims();
      assert.deepEqual([plain.sub, plain.allow, lasts(plain)], ['ada', ['create', 'list'], 900]);
      assert.deepEqual(plain.permissions, ['crm_contact_read', 'crm_deal_read']);

      const allow: SessionClaims['allow'] = ['create', 'list', 'reconnect', 'remove'];
      const given = { environment: 'Sandbox', integrations: ['northwind'], permissions: ['crm_contact_read'] };
      await harness.restart({ resolveUser: () => ({ external_xref: 7, allow, ...given, expires_in: 60 }) });
      const { sub, ...granted } = await claims();
      assert.equal(sub, '7');
      assert.deepEqual({ ...granted, ...given, allow }, granted);
      assert.equal(lasts(granted), 60);

      for (const nobody of [undefined, null, '', { external_xref: undefined, allow }]) {
        await harness.restart({ resolveUser: () => nobody as UserSession });
        assert.equal((await harness.ask('/sessions', page(''))).status, 401, 'nobody is signed in');
      }
      await harness.restart({ resolveUser: byCookie });
    });

    test('what it grants may be told by getters of the object’s own, and without any prototype or by another realm’s', async () => {
      const own = {
        external_xref: 'ada',
        get allow(): SessionClaims['allow'] {
          return ['list'];
        },
      };
      const bare = Object.assign(Object.create(null) as object, own) as UserSession;
      const foreign = runInNewContext('({ external_xref: "ada", allow: ["list"] })') as UserSession;
      for (const given of [own, bare, foreign]) {
        await harness.restart({ resolveUser: () => given });
        const { token } = (await (await harness.ask('/sessions', page('host=ada'))).json()) as Session;
        assert.deepEqual(decodeJwt<SessionClaims>(token).allow, ['list']);
      }
      await harness.restart({ resolveUser: byCookie });
    });

    test('what `resolveUser` cannot mean is refused, and the log names it and says what is taken', async () => {
      const mistakes: [object, RegExp][] = [
        [{ external_xref: 'ada', alow: ['list'] }, /`alow`/],
        [{ external_xref: 'ada', allow: ['everything'] }, /`allow\.0`/],
        [{ external_xref: 'ada', origin: OWN }, /`origin`/],
        [{ external_xref: { id: 'ada' } }, /no id/],
        [{ id: 'ada' }, /without `external_xref`/],
        [new Narrowed(), /no plain object/],
        [Object.create({ external_xref: 'ada', allow: ['list'] }) as object, /no plain object/],
        [Object.assign(Object.create({ allow: ['list'] }) as object, { external_xref: 'ada' }), /no plain object/],
        [Object.defineProperty({ external_xref: 'ada' }, 'allow', { value: ['list'] }), /no plain object/],
        [JSON.parse('{ "external_xref": "ada", "__proto__": { "allow": ["list"] } }') as object, /`__proto__`/],
      ];
      for (const [given, named] of mistakes) {
        await harness.restart({ resolveUser: () => given as UserSession });
        const refused = await harness.ask('/sessions', page('host=ada'));
        assert.equal(refused.status, 500);
        assert.equal(((await refused.json()) as { code: string }).code, 'internal_error');
        const line = lastProblem();
        assert.match(line?.message ?? '', named);
        assert.match(line?.fix ?? '', /`external_xref` and any of `environment`, .*`allow`/);
      }
      await harness.restart({ resolveUser: byCookie });
    });

    test('a `resolveUser` that throws is said to have thrown, and where, but not what', async () => {
      await harness.restart({
        resolveUser: function ofTheHost() {
          throw new TypeError('canary of the host');
        },
      });
      const refused = await harness.ask('/sessions', page('host=ada'));
      assert.equal(refused.status, 500);
      const { code, ...rest } = (await refused.json()) as { code: string };
      assert.equal(code, 'internal_error');
      assert.doesNotMatch(JSON.stringify(rest), /resolveUser|ofTheHost|canary/);
      const line = lastProblem();
      assert.match(line?.message ?? '', /resolveUser threw/);
      assert.match(line?.fix ?? '', /your own code/);
      assert.match(line?.error ?? '', /^TypeError \| at .*ofTheHost/);
      assert.doesNotMatch(JSON.stringify(line), /canary/);
      await harness.restart({ resolveUser: byCookie });
    });

    test('a page of another origin, one of `origins` too, is refused a session, and the log says whose it would take', async () => {
      await harness.restart({ origins: [HOST] });
      for (const origin of [HOST, 'https://evil.example']) {
        const refused = await harness.ask('/sessions', page('host=ada', { headers: { origin } }));
        assert.equal(refused.status, 403);
        const text = await refused.text();
        assert.match(text, /"origin_refused"/);
        assert.doesNotMatch(text, /API key|session-url/);
        const line = lastProblem();
        assert.match(line?.message ?? '', /without an API key, only a page of http:\/\/127\.0\.0\.1:4001/);
        assert.match(line?.fix ?? '', /`session-url` or `fetchSession`/);
      }
      await harness.restart();
    });

    test('a host cookie that stays away from the provider’s redirect is asked for once more from our own page', async () => {
      const rows = (await harness.rows()).length;
      const started = await begin('ada', await sessionFor('ada'));
      const code = harness.provider.authorize(started.url);
      const params = { state: started.state, code, iss: harness.provider.origin };
      const first = await harness.callback(params, { cookie: started.cookie });
      const text = await first.text();
      assert.equal(first.status, 200);
      assert.match(first.headers.get('content-security-policy') ?? '', /script-src 'nonce-/);
      assert.ok(!text.includes(code) && !text.includes(started.state), 'nothing of the request is in the page');
      assert.equal(await statusOf(started.attempt), 'started');
      const still = await harness.callback({ ...params, connection_asked: '1' }, { cookie: started.cookie });
      assert.match(await still.text(), /browser_mismatch/, 'still nobody is refused, not asked again');
      assert.equal((await harness.rows()).length, rows);
      await harness.callback({ ...params, connection_asked: '1' }, { cookie: `${started.cookie}; host=ada` });
      assert.equal(await statusOf(started.attempt), 'connected');
    });
  });
}

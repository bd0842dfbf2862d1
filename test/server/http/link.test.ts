import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Connection, Integration } from '../../../src/contract/index.js';
import type { ResolvedUser } from '../../../src/server/index.js';
import { databases, type TestDatabase } from '../support/databases.js';
import { KEY, SERVER, startHarness, type Harness } from './harness.js';

const DONE = 'https://app.acme.example/done';
const FAILED = 'https://app.acme.example/failed';
const OWN = new URL(SERVER).origin;

for (const database of databases) {
  describe(`a link over ${database.name}`, () => {
    let at: TestDatabase;
    let harness: Harness;
    /** Who is signed in at the host, as `resolveUser` tells it; undefined for nobody. */
    let signedIn: ResolvedUser;
    const links: { mode: 'confirm' | 'open' | 'off' } = { mode: 'confirm' };

    async function restart(mode: 'confirm' | 'open' | 'off', withUsers = false) {
      await harness?.close();
      await at?.close();
      at = await database.open();
      links.mode = mode;
      signedIn = undefined;
      harness = await startHarness({
        database: at.url,
        links: mode,
        redirects: [DONE, FAILED],
        ...(withUsers && { resolveUser: () => signedIn }),
      });
    }
    before(() => restart('confirm'));
    after(async () => {
      await harness.close();
      await at.close();
    });

    const withKey = { authorization: KEY };

    async function authUrl(type = 'northwind', query: Record<string, string> = {}): Promise<string> {
      const params = new URLSearchParams({
        external_xref: 'user-1',
        success_redirect: DONE,
        failure_redirect: FAILED,
        state: 'st ate',
        ...query,
      });
      const response = await harness.ask(`/unified/integration/auth/acme/${type}?${params}`, { headers: withKey });
      assert.equal(response.status, 200, await response.clone().text());
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
      return await response.text();
    }

    const pathOf = (url: string) => url.slice(SERVER.length);

    function press(url: string, { origin = OWN }: { origin?: string | null } = {}) {
      return harness.ask(pathOf(url), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin !== null && { origin }) },
      });
    }

    /** Presses the button and comes back from the provider, as one browser. */
    async function follow(url: string, { account = 'ada', type = 'northwind', onTheWay = () => {} } = {}) {
      const started = await press(url);
      const page = await started.text();
      assert.equal(started.status, 200, page);
      const provider = new URL((/id="next" href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'));
      const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const code = harness.provider.authorize(provider, { account });
      onTheWay();
      const state = provider.searchParams.get('state') ?? '';
      const params = { code, state, iss: harness.provider.origin };
      return await harness.callback(params, { type, cookie });
    }

    async function listed(): Promise<Connection[]> {
      const response = await harness.ask('/unified/connection', { headers: withKey });
      assert.equal(response.status, 200);
      return (await response.json()) as Connection[];
    }

    function credentials(id: string) {
      return harness.ask(`/connections/${id}/credentials`, { method: 'POST', headers: withKey });
    }

    test('B54: GET shows who asks and stores nothing, however often, and is not framed', async () => {
      const url = await authUrl();
      for (let times = 0; times < 3; times += 1) {
        const response = await harness.ask(pathOf(url));
        const page = await response.text();
        assert.equal(response.status, 200);
        assert.match(page, /Connect northwind/);
        assert.match(page, /app\.acme\.example asks/);
        assert.match(page, /user-1/);
        assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
        assert.equal(response.headers.get('set-cookie'), null);
        assert.equal(response.headers.get('location'), null);
      }
      assert.equal((await harness.rows()).length, 0);
      assert.equal((await harness.db.selectFrom('attempt').select('id').execute()).length, 0);
    });

    test('B54: a link works once, for whoever presses first', async () => {
      const url = await authUrl();
      const both = await Promise.all([press(url), press(url)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 410]);
      assert.equal((await press(url)).status, 410);
      assert.equal((await harness.ask(pathOf(url))).status, 410);
    });

    test('B54: only the page’s own button goes on', async () => {
      const url = await authUrl();
      for (const origin of ['https://evil.example', 'null', null]) {
        assert.equal((await press(url, { origin })).status, 403, String(origin));
      }
      assert.equal((await harness.ask(pathOf(url))).status, 200, 'and the link is still good');
    });

    test('B54: what a link made waits: not listed, no credentials, not readable, until the backend confirms it', async () => {
      const before = (await listed()).length;
      const back = await follow(await authUrl());
      assert.equal(back.status, 303, await back.clone().text());
      const to = new URL(back.headers.get('location') ?? '');
      assert.equal(to.origin + to.pathname, DONE);
      assert.equal(to.searchParams.get('state'), 'st ate');
      assert.deepEqual([...to.searchParams.keys()].sort(), ['id', 'state'], 'no token, no code');
      const id = to.searchParams.get('id') ?? '';

      assert.equal((await listed()).length, before);
      assert.equal((await harness.ask(`/unified/connection/${id}`, { headers: withKey })).status, 404);
      assert.equal((await credentials(id)).status, 404);
      await assert.rejects(harness.server.credentials(id), /not_found/);
      const token = await harness.session({ external_xref: 'user-1' });
      assert.equal((await harness.ask(`/unified/connection/${id}`, harness.asPage(token))).status, 404);
      assert.equal(
        (await harness.ask(`/unified/connection/${id}/confirm`, harness.asPage(token, { method: 'POST' }))).status,
        403,
      );

      const confirmed = await harness.ask(`/unified/connection/${id}/confirm`, { method: 'POST', headers: withKey });
      assert.equal(confirmed.status, 200, await confirmed.clone().text());
      assert.equal(((await confirmed.json()) as Connection).external_xref, 'user-1');
      assert.equal((await listed()).length, before + 1);
      assert.equal((await credentials(id)).status, 200);
    });

    test('B54: a link that leads nowhere says at its end that the connection waits, where it does', async () => {
      const url = async () => {
        const path = '/unified/integration/auth/acme/northwind?external_xref=user-1';
        return await (await harness.ask(path, { headers: withKey })).text();
      };
      const waiting = await (await follow(await url())).text();
      assert.match(waiting, /Almost done/);
      assert.match(waiting, /127\.0\.0\.1 still has to confirm it\./);
      assert.doesNotMatch(waiting, /You are connected/);
      await harness.restart({ links: 'open' });
      assert.match(await (await follow(await url())).text(), /You are connected/);
      await restart('confirm');
    });

    test('B54: what nobody confirms is purged with its credentials', async () => {
      const back = await follow(await authUrl());
      const id = new URL(back.headers.get('location') ?? '').searchParams.get('id') ?? '';
      assert.ok((await harness.rows()).some((row) => row.id === id));
      harness.clock.ahead += 25 * 3_600_000;
      await harness.server.work({ once: true });
      assert.ok(!(await harness.rows()).some((row) => row.id === id));
      const late = await harness.ask(`/unified/connection/${id}/confirm`, { method: 'POST', headers: withKey });
      assert.equal(late.status, 404);
      harness.clock.ahead = 0;
    });

    test('a user who declines comes back to failure_redirect with the error and the state', async () => {
      const started = await press(await authUrl());
      const page = await started.text();
      const provider = new URL((/id="next" href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'));
      const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const state = provider.searchParams.get('state') ?? '';
      const back = await harness.callback(
        { error: 'access_denied', error_description: '<script>', state, iss: harness.provider.origin },
        { cookie },
      );
      assert.equal(back.headers.get('location'), `${FAILED}?error=access_denied&state=st+ate`);
    });

    test('a link that is forged, changed or over says so with 410', async () => {
      const url = await authUrl();
      const changed = `${url.slice(0, -6)}AAAAAA`;
      for (const path of [pathOf(changed), '/oauth/link/v1.x.y.z', '/oauth/link/__proto__']) {
        assert.equal((await harness.ask(path)).status, 410, path);
        assert.equal((await press(SERVER + path)).status, 410, path);
      }
      harness.clock.ahead = 25 * 3_600_000;
      assert.equal((await harness.ask(pathOf(url))).status, 410);
      assert.equal((await press(url)).status, 410);
      harness.clock.ahead = 0;
    });

    test('B23: a redirect that is not on the exact list is refused by name, whatever its notation', async () => {
      const bad = [
        '//evil.example',
        '/\\evil.example',
        'https:evil.example',
        'javascript:alert(1)',
        'data:text/html,x',
        'https://user@app.acme.example/done',
        'https://app.acme.example.evil.example/done',
        'https://app.acme.example:8443/done',
        'https://app.acme.example/done?next=//evil',
        'https://app.acme.example/done/..%2f',
        'https://аpp.acme.example/done',
        'http://app.acme.example/done',
        'https://app.acme.example/%2f%2fevil',
      ];
      for (const name of ['success_redirect', 'failure_redirect']) {
        for (const value of bad) {
          const query = new URLSearchParams({ external_xref: 'user-1', [name]: value });
          const response = await harness.ask(`/unified/integration/auth/acme/northwind?${query}`, { headers: withKey });
          assert.equal(response.status, 400, value);
          const { errors } = (await response.json()) as { errors: { path: string }[] };
          assert.equal(errors[0]?.path, name);
        }
      }
    });

    test('B58: the auth URL takes an API key: nobody 401, a session 403, a browser with the key 403', async () => {
      const path = '/unified/integration/auth/acme/northwind?external_xref=user-1';
      assert.equal((await harness.ask(path)).status, 401);
      assert.equal((await harness.ask(path, harness.asPage(await harness.session()))).status, 403);
      const browser = await harness.ask(path, { headers: { ...withKey, origin: 'http://localhost:4000' } });
      assert.equal(browser.status, 403);
      assert.equal((await harness.ask(path.replace('acme', 'other'), { headers: withKey })).status, 404);
      assert.equal((await harness.ask(path.replace('northwind', 'nothing'), { headers: withKey })).status, 404);
      const nameless = await harness.ask('/unified/integration/auth/acme/northwind', { headers: withKey });
      assert.equal(nameless.status, 400);
    });

    test('B44: a link asks for no permission beyond the server’s', async () => {
      const path = '/unified/integration/auth/acme/northwind?external_xref=user-1&scopes=crm_contact_write';
      assert.equal((await harness.ask(path, { headers: withKey })).status, 403);
      const url = await authUrl('northwind', { scopes: 'crm_contact_read' });
      const page = await (await press(url)).text();
      assert.match(page, /scope=contacts(&|")/);
    });

    test('a link to a token form leads to the hosted page, whose connection waits too', async () => {
      const url = await authUrl('lumen');
      const page = await (await press(url)).text();
      const hosted = (/id="next" href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
      assert.ok(hosted.startsWith(`${SERVER}/hosted#`), hosted);
      const code = hosted.split('#')[1] ?? '';
      const swap = (body: object, headers: Record<string, string> = {}) =>
        harness.ask('/hosted/session', {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', origin: OWN, ...headers },
        });
      assert.equal((await swap({ code }, { origin: 'https://evil.example' })).status, 403);
      const swapped = await swap({ code });
      assert.equal(swapped.status, 200, await swapped.clone().text());
      const cookie = (swapped.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      assert.match(swapped.headers.get('set-cookie') ?? '', /HttpOnly/);
      const opened = (await swapped.json()) as { id: string; session: { token: string }; success_redirect: string };
      assert.equal(opened.success_redirect, DONE);
      assert.equal((await swap({ code })).status, 401, 'the code works once');
      assert.equal((await swap({ id: opened.id })).status, 401, 'not without the cookie');
      assert.equal((await swap({ id: opened.id }, { cookie })).status, 200, 'a reload goes on');

      const session = { origin: OWN };
      const types = (await (
        await harness.ask('/unified/integration', harness.asPage(opened.session.token, session))
      ).json()) as Integration[];
      assert.deepEqual(
        types.map(({ type }) => type),
        ['lumen'],
        'only what the link is for',
      );
      const before = (await listed()).length;
      const made = await harness.ask(
        '/unified/connection',
        harness.post(opened.session.token, { integration_type: 'lumen', auth: { token: goodKey() } }, session),
      );
      assert.equal(made.status, 200, await made.clone().text());
      const { id } = (await made.json()) as Connection;
      assert.equal((await listed()).length, before, 'waits');
      assert.equal((await credentials(id)).status, 404);
      await harness.server.confirm(id);
      assert.equal((await credentials(id)).status, 200);
    });

    test('with resolveUser the right user needs no confirmation, another is refused and burns nothing', async () => {
      await restart('confirm', true);
      const url = await authUrl();
      signedIn = 'user-2';
      assert.equal((await press(url)).status, 400);
      assert.equal((await harness.rows()).length, 0);
      signedIn = 'user-1';
      const back = await follow(url);
      assert.equal(back.status, 303);
      assert.equal((await listed()).length, 1, 'real at once');
    });

    test('the user of that id in another environment is another user: neither link, page nor session is theirs', async () => {
      await restart('confirm', true);
      const url = await authUrl('lumen');
      const other = { external_xref: 'user-1', environment: 'Sandbox' };
      const same = { external_xref: 'user-1', environment: 'PRODUCTION' };
      signedIn = other;
      assert.match(await (await press(url)).text(), /browser_mismatch/);
      signedIn = same;
      const code = (/id="next" href="([^"]+)"/.exec(await (await press(url)).text())?.[1] ?? '').split('#')[1] ?? '';
      const swap = () =>
        harness.ask('/hosted/session', {
          method: 'POST',
          body: JSON.stringify({ code }),
          headers: { 'content-type': 'application/json', origin: OWN },
        });
      signedIn = other;
      assert.match(await (await swap()).text(), /browser_mismatch/);
      signedIn = same;
      const opened = (await (await swap()).json()) as { waits: boolean };
      assert.equal(opened.waits, false);

      signedIn = undefined;
      const linked = await openedByLink();
      const fillIn = () =>
        harness.ask(
          '/unified/connection',
          harness.post(linked, { integration_type: 'lumen', auth: { token: goodKey() } }, { origin: OWN }),
        );
      signedIn = other;
      assert.equal((await fillIn()).status, 403);
      assert.equal((await harness.rows()).length, 0);
      signedIn = same;
      assert.equal((await fillIn()).status, 200);
      assert.equal((await listed()).length, 1, 'real at once');
    });

    test('a link that comes back to the user of that id in another environment is refused', async () => {
      await restart('confirm', true);
      const to = { external_xref: 'user-1', environment: 'Sandbox' };
      const back = await follow(await authUrl(), { onTheWay: () => void (signedIn = to) });
      assert.match(await back.text(), /browser_mismatch/);
      assert.equal((await harness.rows()).length, 0);
    });

    test('a link opened before signing in asks once more at the callback, then waits to be confirmed', async () => {
      signedIn = undefined;
      const before = (await listed()).length;
      const back = await follow(await authUrl());
      assert.equal(back.status, 200);
      assert.match(await back.text(), /connection_asked/);
      assert.equal((await listed()).length, before);
    });

    /** A hosted session as whoever opens the link first gets it, on a server that knows its host's users. */
    async function openedByLink(): Promise<string> {
      const page = await (await press(await authUrl('lumen'))).text();
      const code = (/id="next" href="([^"]+)"/.exec(page)?.[1] ?? '').split('#')[1] ?? '';
      const swapped = await harness.ask('/hosted/session', {
        method: 'POST',
        body: JSON.stringify({ code }),
        headers: { 'content-type': 'application/json', origin: OWN },
      });
      return ((await swapped.json()) as { session: { token: string } }).session.token;
    }

    test('B54: whoever opened a link neither sees, renames, renews nor removes what its user has', async () => {
      await restart('confirm', true);
      const made = await harness.ask('/unified/connection', {
        method: 'POST',
        headers: { ...withKey, 'content-type': 'application/json' },
        body: JSON.stringify({
          integration_type: 'lumen',
          external_xref: 'user-1',
          auth: { token: goodKey(), name: 'Ada Canary' },
        }),
      });
      const { id } = (await made.json()) as Connection;
      const token = (
        await harness.server.session({
          external_xref: 'user-1',
          origin: OWN,
          allow: ['create', 'list', 'reconnect', 'remove'],
        })
      ).token;
      assert.equal(
        (await harness.ask(`/unified/connection/${id}`, harness.asPage(token, { origin: OWN }))).status,
        200,
      );
      const linked = await openedByLink();
      for (const who of [undefined, 'user-2']) {
        signedIn = who;
        for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', '{"label":"mine"}']] as const) {
          const asked = harness.asPage(linked, {
            method,
            origin: OWN,
            headers: { 'content-type': 'application/json' },
            ...(body && { body }),
          });
          const response = await harness.ask(`/unified/connection/${id}`, asked);
          assert.ok([403, 404].includes(response.status), `${method} ${response.status}`);
        }
        const list = await harness.ask('/unified/connection', harness.asPage(linked, { origin: OWN }));
        assert.equal((await list.text()).includes('Canary'), false);
      }
      signedIn = undefined;
      assert.deepEqual(
        (await listed()).map((one) => [one.id, one.label]),
        [[id, undefined]],
      );
    });

    test('B44: a link that asks for no permission allows none', async () => {
      const linked = await openedByLink();
      const asked = harness.post(
        linked,
        { integration_type: 'lumen', permissions: ['crm_contact_read'], auth: { token: goodKey() } },
        { origin: OWN },
      );
      // The server's own permissions are what this link asks for, so another one is beyond it.
      const beyond = harness.post(
        linked,
        { integration_type: 'lumen', permissions: ['crm_admin'], auth: { token: goodKey() } },
        { origin: OWN },
      );
      assert.equal((await harness.ask('/unified/connection', beyond)).status, 403);
      assert.equal((await harness.ask('/unified/connection', asked)).status, 200);
      await restart('confirm');
      await harness.restart({ permissions: [] });
      const none = await openedByLink();
      const one = harness.post(
        none,
        { integration_type: 'lumen', permissions: ['crm_contact_read'], auth: { token: goodKey() } },
        { origin: OWN },
      );
      assert.equal((await harness.ask('/unified/connection', one)).status, 403);
    });

    test('the same Idempotency-Key by a link and by a known session makes two connections', async () => {
      await restart('confirm');
      const linked = await openedByLink();
      const known = (await harness.server.session({ external_xref: 'user-1', origin: OWN })).token;
      const value = { integration_type: 'lumen', auth: { token: goodKey() } };
      const key = 'same-key';
      const ids: string[] = [];
      for (const token of [linked, known]) {
        const response = await harness.ask('/unified/connection', harness.post(token, value, { origin: OWN, key }));
        ids.push(((await response.json()) as Connection).id);
      }
      assert.notEqual(ids[0], ids[1]);
      assert.deepEqual(
        (await listed()).map(({ id }) => id),
        [ids[1]],
      );
    });

    test('B34: an end user is named by whole characters, none of them a control character', async () => {
      const names = ['', 'u\ud800', 'u\u0000', 'x\u001b]0;forged\n', 'x'.repeat(513)];
      for (const external_xref of names) {
        const json = { ...withKey, 'content-type': 'application/json' };
        const session = { method: 'POST', headers: json, body: JSON.stringify({ external_xref }) };
        assert.equal((await harness.ask('/sessions', session)).status, 400, JSON.stringify(external_xref));
        if (external_xref === '') continue;
        const body = JSON.stringify({ integration_type: 'lumen', external_xref, auth: { token: goodKey() } });
        assert.equal((await harness.ask('/unified/connection', { method: 'POST', headers: json, body })).status, 400);
      }
      const query = new URLSearchParams({ external_xref: 'x\u001b\n' });
      assert.equal(
        (await harness.ask(`/unified/integration/auth/acme/northwind?${query}`, { headers: withKey })).status,
        400,
      );
    });

    test('links: open makes a real connection at once, as the vendors do, but never for another signed-in user', async () => {
      await restart('open', true);
      signedIn = 'user-2';
      assert.equal((await press(await authUrl())).status, 400);
      await restart('open');
      const back = await follow(await authUrl());
      assert.equal(back.status, 303);
      assert.equal((await listed()).length, 1);
    });

    test('links: off refuses auth URLs, pages and hosted sessions', async () => {
      await restart('confirm');
      const url = await authUrl();
      await harness.restart({ links: 'off' });
      const asked = await harness.ask('/unified/integration/auth/acme/northwind?external_xref=u', { headers: withKey });
      assert.equal(asked.status, 403);
      assert.equal((await harness.ask(pathOf(url))).status, 403);
      assert.equal((await press(url)).status, 403);
    });

    test('B52: no reply, page or log line of all this holds a secret', () => {
      const said = harness.everythingSaid();
      assert.ok(said.length > 10_000 && said.includes('northwind'), 'the scan reads the replies');
      assert.ok(said.includes('"route":"/connect/oauth/link/:voucher'), 'and the log');
      for (const secret of ['canary-client-secret', 'canary-server-secret', 'canary-access', 'canary-refresh']) {
        assert.equal(said.includes(secret), false, secret);
      }
    });

    /** A key that the provider knows: an access token of its own. */
    const goodKey = (): string => harness.provider.issue({ account: 'ada' }).access_token;
  });
}

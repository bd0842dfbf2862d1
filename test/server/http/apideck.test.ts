import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DONE, startApideckHouse, type ApideckHouse } from '../sdk/apideck-house.js';
import { databases } from '../support/databases.js';
import { HOST, KEY, SERVER } from './harness.js';

interface Failure {
  status_code: number;
  error: string;
  type_name: string;
  message: string;
  detail: unknown;
  ref: string;
}

for (const database of databases) {
  describe(`Apideck's surface over ${database.name}`, () => {
    let house: ApideckHouse;

    before(async () => {
      house = await startApideckHouse(database);
    });
    after(async () => {
      assert.equal(house.everythingHeard().includes('canary'), false, 'a canary got out');
      await house.close();
    });

    const northwind = '/vault/connections/crm/northwind';
    const as = (consumer: string) => ({ 'x-apideck-consumer-id': consumer });
    const tokens = () => ({ credentials: house.harness.provider.issue({ account: 'ada' }) });

    /** Asserts Apideck's body, and that nothing was stored by what failed. */
    async function refused(asked: Promise<Response>, status: number): Promise<Failure> {
      const rows = (await house.harness.rows()).length;
      const response = await asked;
      const text = await response.text();
      assert.equal(response.status, status, text);
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.match(response.headers.get('x-request-id') ?? '', /^req_/);
      const body = JSON.parse(text) as Failure;
      assert.deepEqual(Object.keys(body), ['status_code', 'error', 'type_name', 'message', 'detail', 'ref']);
      assert.equal(body.status_code, status);
      assert.equal((await house.harness.rows()).length, rows, 'a row was added');
      return body;
    }

    async function data<T>(asked: Promise<Response>): Promise<T> {
      const response = await asked;
      const text = await response.text();
      assert.equal(response.status, 200, text);
      const body = JSON.parse(text) as { status_code: number; status: string; data: T };
      assert.equal(body.status_code, 200);
      assert.equal(body.status, 'OK');
      return body.data;
    }

    interface Shown {
      id: string;
      connection_id?: string;
      state: string;
      health: string;
      settings: object | null;
      metadata: object | null;
      authorize_url: string | null;
      credentials_expire_at: number;
    }

    test('answers every failure in Apideck’s body, that of a route which is none too', async () => {
      assert.equal((await refused(house.ask('/vault/no-such'), 404)).type_name, 'EntityNotFoundError');
      await refused(house.ask('/connector/no-such'), 404);
      await refused(house.ask('/connector/connectors', { method: 'PUT' }), 405);
      await refused(house.ask('/vault/sessions'), 405);
      await refused(house.post('/vault/sessions', '{}', { 'content-type': 'text/plain' }), 415);
      await refused(house.post(`${northwind}/import`, { x: 'x'.repeat(70_000) }), 413);
      await refused(house.post(`${northwind}/import`, 'no json'), 400);
      await refused(house.post(`${northwind}/import`, '{"__proto__":{"a":1}}'), 400);
      const without = await refused(house.ask('/vault/connections', { headers: { authorization: '' } }), 401);
      assert.equal(without.type_name, 'UnauthorizedError');
      const page = await house.ask('/vault/authorize/northwind/acme?state=x');
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/, 'a page for people stays one');
    });

    test('asks for the application’s and the consumer’s id, and for a key of the right scope', async () => {
      await refused(house.ask('/vault/connections', { headers: { 'x-apideck-app-id': 'other' } }), 404);
      const bare = (headers: Record<string, string>) =>
        house.bare('/vault/connections', { authorization: KEY, ...headers });
      await refused(bare(as('consumer-1')), 401);
      await refused(bare({ 'x-apideck-app-id': 'acme' }), 400);
      await refused(house.ask('/vault/connections', { headers: as('   ') }), 400);
      await refused(house.ask('/vault/connections', { headers: as('x'.repeat(513)) }), 400);
      await data(bare({ 'x-apideck-app-id': 'acme', ...as(' consumer-1 ') }));
      await data(house.bare('/connector/connectors', { authorization: KEY, 'x-apideck-app-id': 'acme' }));
      await house.harness.restart({ apiKeys: [KEY, { key: 'canary-narrow-key-0123', scopes: ['credentials'] }] });
      const narrow = { authorization: 'Bearer canary-narrow-key-0123' };
      await refused(house.ask('/vault/connections', { headers: narrow }), 403);
      await refused(house.ask('/connector/connectors', { headers: narrow }), 403);
      await refused(house.post(`${northwind}/import`, tokens(), narrow), 403);
    });

    test('B58: an API key beside an Origin is refused on every route', async () => {
      const headers = { origin: HOST };
      await refused(house.ask('/vault/connections', { headers }), 403);
      await refused(house.ask('/connector/connectors', { headers }), 403);
      await refused(house.post(`${northwind}/import`, tokens(), headers), 403);
      await refused(house.post('/vault/sessions', {}, headers), 403);
      await refused(house.ask(northwind, { method: 'DELETE', headers }), 403);
    });

    test('keeps one consumer’s connection from every other', async () => {
      const mine = await data<Shown>(house.post(`${northwind}/import`, tokens(), as('mine')));
      assert.equal(mine.state, 'callable');
      const other = { headers: as('other') };
      assert.equal((await data<Shown>(house.ask(northwind, other))).state, 'available');
      assert.deepEqual(await data(house.ask('/vault/connections?configured=true', other)), []);
      const patch = { method: 'PATCH', body: '{"enabled":false}' };
      const headers = { ...as('other'), 'content-type': 'application/json' };
      await refused(house.ask(northwind, { ...patch, headers }), 404);
      await refused(house.ask(northwind, { method: 'DELETE', ...other }), 404);
      await refused(house.post(`${northwind}/validate`, {}, as('other')), 404);
      assert.equal(
        (await data<Shown>(house.ask(northwind, { headers: as('mine') }))).connection_id,
        mine.connection_id,
      );
      const theirs = await data<Shown>(house.post(`${northwind}/import`, tokens(), as('other')));
      assert.notEqual(theirs.connection_id, mine.connection_id, 'a slot of their own');
    });

    test('ignores a consumer in the body, and whatever else an import does not know', async () => {
      const body = { ...tokens(), consumer_id: 'somebody-else', enabled: false, id: 'x' };
      await data(house.post(`${northwind}/import`, body, as('of-the-header')));
      const rows = await house.harness.rows();
      assert.ok(rows.some(({ external_xref }) => external_xref === 'of-the-header'));
      assert.ok(!rows.some(({ external_xref }) => external_xref === 'somebody-else'));
    });

    test('lets a browser with a session list, read and remove what is its own, as far as it is allowed', async () => {
      const key = house.harness.provider.issue({ account: 'ada' }).access_token;
      const lumen = '/vault/connections/team-messaging/lumen';
      await data(house.post(`${northwind}/import`, { ...tokens(), metadata: { plan: 'pro' } }, as('browser')));
      await data(house.post(`${lumen}/import`, { settings: { api_key: key } }, as('browser')));
      const token = await house.harness.session({
        external_xref: 'browser',
        integrations: ['northwind'],
        allow: ['list', 'remove'],
      });
      const own = {
        authorization: `Bearer ${token}`,
        'x-apideck-auth-type': 'JWT',
        origin: HOST,
        ...as('browser'),
      };
      const response = await house.ask('/vault/connections', { headers: own });
      assert.equal(response.headers.get('access-control-allow-origin'), HOST);
      const list = ((await response.json()) as { data: Shown[] }).data;
      assert.deepEqual(
        list.map(({ id }) => id),
        ['crm+northwind'],
        'only what the session was minted for',
      );
      const [shown] = list;
      assert.equal(shown?.state, 'callable');
      assert.equal(shown?.settings, null, 'the backend’s alone');
      assert.equal(shown?.metadata, null, 'the backend’s alone');
      assert.equal(shown?.authorize_url, null);

      const preflight = await house.ask('/vault/connections', {
        method: 'OPTIONS',
        headers: { origin: HOST, 'access-control-request-headers': 'x-apideck-app-id' },
      });
      assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Authorization.*X-Apideck-Auth-Type/);
      const stranger = await house.ask('/vault/connections', {
        method: 'OPTIONS',
        headers: { origin: 'https://e.example' },
      });
      assert.equal(stranger.headers.get('access-control-allow-headers'), null);

      await refused(house.ask('/vault/connections', { headers: { ...own, ...as('mine') } }), 403);
      await refused(house.ask('/vault/connections', { headers: { ...own, 'x-apideck-app-id': 'x' } }), 403);
      await refused(house.ask('/vault/connections', { headers: { ...own, origin: 'http://localhost:4100' } }), 403);
      await refused(house.ask('/vault/connections', { headers: { ...own, 'x-apideck-auth-type': '' } }), 403);
      await refused(house.ask('/vault/connections', { headers: { ...own, authorization: KEY } }), 403);
      await refused(house.ask(lumen, { headers: own }), 404);
      await refused(house.ask('/connector/connectors', { headers: own }), 403);
      await refused(house.post(`${northwind}/import`, tokens(), own), 403);
      await refused(house.post(`${northwind}/validate`, {}, own), 403);
      await refused(house.post(`${northwind}/callback-state`, {}, own), 403);
      await refused(house.post('/vault/sessions', {}, own), 403);
      const patch = { method: 'PATCH', body: '{}', headers: { ...own, 'content-type': 'application/json' } };
      await refused(house.ask(northwind, patch), 403);

      const reader = await house.harness.session({ external_xref: 'browser', allow: ['list'] });
      const remove = (bearer: string) =>
        house.ask(northwind, { method: 'DELETE', headers: { ...own, authorization: `Bearer ${bearer}` } });
      await refused(remove(reader), 403);
      assert.equal((await remove(token)).status, 204);
      await refused(remove(token), 404);
      house.harness.clock.ahead = 16 * 60_000;
      await refused(house.ask('/vault/connections', { headers: own }), 401);
      house.harness.clock.ahead = 0;
    });

    test('B54: with a nonce the connection waits until the confirm token comes back, once, from the right consumer', async () => {
      await house.harness.restart({ links: 'confirm' });
      const careful = () => data<Shown>(house.ask(northwind, { headers: as('careful') }));
      const signedIn = async () => {
        const query = new URLSearchParams({ redirect_uri: DONE, nonce: 'the-nonce' });
        const back = await house.signIn(`${(await careful()).authorize_url}&${query}`);
        const page = back.headers.get('location') ?? (await back.text()).replaceAll('&amp;', '&');
        const [, fragment = ''] = /#([^"'\s<]+)/.exec(page.slice(page.indexOf(DONE))) ?? [];
        return new URLSearchParams(fragment);
      };
      const params = await signedIn();
      assert.equal(params.get('nonce'), 'the-nonce');
      assert.equal(params.get('service_id'), 'northwind');
      const confirm = (confirm_token: unknown, consumer = 'careful', place = northwind) =>
        house.post(`${place}/confirm`, { confirm_token }, as(consumer));
      const token = params.get('confirm_token') ?? '';

      const waiting = await careful();
      assert.equal(waiting.state, 'authorized');
      assert.equal(waiting.health, 'pending_confirmation');
      for (const wrong of ['', 'x', `${token}x`]) {
        assert.equal((await refused(confirm(wrong), 422)).type_name, 'OAuthInvalidStateError');
      }
      await refused(confirm(undefined), 400);
      await refused(confirm(token, 'somebody-else'), 422);
      await refused(confirm(token, 'careful', '/vault/connections/crm/contoso'), 422);
      assert.deepEqual(await data(confirm(token)), { confirmed: true });
      const done = await careful();
      assert.equal(done.state, 'callable');
      assert.equal(done.health, 'ok');
      await refused(confirm(token), 422);

      const again = (await signedIn()).get('confirm_token') ?? '';
      assert.equal((await careful()).connection_id, done.connection_id, 'what waits hides nothing that works');
      const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await confirm(again)).status));
      assert.deepEqual(statuses.sort(), [200, 422, 422, 422]);
      assert.notEqual((await careful()).connection_id, done.connection_id, 'which then takes its place');
      await house.harness.restart({ links: 'open' });
    });

    test('B54: whoever opened a link is shown the catalogue alone and changes nothing, until its user is known', async () => {
      let signedIn: string | undefined;
      await house.harness.restart({ links: 'confirm', resolveUser: () => signedIn });
      await data(house.post(`${northwind}/import`, tokens(), as('linked')));
      const { session_token } = await data<{ session_token: string }>(house.post('/vault/sessions', {}, as('linked')));
      const own = { authorization: `Bearer ${session_token}`, 'x-apideck-auth-type': 'JWT', ...as('linked') };
      const asBrowser = (path: string, method = 'GET') => house.ask(path, { method, headers: own });

      const list = await data<Shown[]>(asBrowser('/vault/connections'));
      assert.ok(list.length > 0 && list.every(({ state }) => state === 'available'));
      assert.ok(list.every(({ connection_id }) => connection_id === undefined));
      assert.deepEqual(await data(asBrowser('/vault/connections?configured=true')), []);
      assert.equal((await data<Shown>(asBrowser(northwind))).state, 'available');
      await refused(asBrowser(northwind, 'DELETE'), 403);
      await refused(asBrowser('/vault/connections/crm/contoso', 'DELETE'), 403);
      await refused(asBrowser(northwind, 'PATCH'), 403);

      signedIn = 'somebody-else';
      await refused(asBrowser('/vault/connections'), 403);
      await refused(asBrowser(northwind), 403);
      await refused(asBrowser(northwind, 'PATCH'), 403);
      await refused(asBrowser(northwind, 'DELETE'), 403);
      assert.ok((await house.harness.rows()).some(({ external_xref }) => external_xref === 'linked'));
      assert.equal((await house.audit()).filter(({ actor }) => actor === 'user:linked').length, 0);

      signedIn = 'linked';
      assert.equal((await data<Shown>(asBrowser(northwind))).state, 'callable');
      assert.equal((await asBrowser(northwind, 'DELETE')).status, 204);
      await house.harness.restart({ links: 'open' });
    });

    test('validates nothing that waits to be confirmed or is not there, and does not say it did', async () => {
      await house.harness.restart({ links: 'confirm' });
      const before = (await house.audit()).length;
      const validate = () => house.post(`${northwind}/validate`, {}, as('waiting'));
      assert.equal((await refused(validate(), 404)).type_name, 'ConnectionNotFoundError');
      const { authorize_url } = await data<Shown>(house.ask(northwind, { headers: as('waiting') }));
      await house.signIn(authorize_url ?? '');
      const waiting = await data<Shown>(house.ask(northwind, { headers: as('waiting') }));
      assert.equal(waiting.health, 'pending_confirmation');
      assert.equal((await refused(validate(), 404)).type_name, 'ConnectionNotFoundError');
      const actions = (await house.audit()).slice(before).map(({ action }) => action);
      assert.equal(actions.includes('connection.validated'), false);
      await house.harness.restart({ links: 'open' });
    });

    test('shows no long text of a form, and says of its field that it is sensitive', async () => {
      const place = '/vault/connections/accounting/vaulted';
      interface Form {
        settings: object;
        form_fields: { id: string; sensitive: boolean }[];
      }
      const settings = { company: 'acme', pem: 'canary-private-key' };
      const shown = await data<Form>(house.post(`${place}/import`, { settings }, as('pem')));
      assert.deepEqual(shown.settings, { company: 'acme' });
      const sensitive = shown.form_fields.filter((field) => field.sensitive).map(({ id }) => id);
      assert.deepEqual(sensitive, ['pem']);
      const alone = await data<Form>(
        house.post(`${place}/import`, { settings: { company: 'b', api_key: 'canary' } }, as('pem')),
      );
      assert.deepEqual(alone.settings, { company: 'b' }, 'its only secret goes by api_key too');
    });

    test('makes no link and no session where links are off', async () => {
      await house.harness.restart({ links: 'off' });
      assert.equal((await data<Shown>(house.ask(northwind, { headers: as('nobody') }))).authorize_url, null);
      await refused(house.post(`${northwind}/callback-state`, {}), 403);
      await refused(house.post('/vault/sessions', {}), 403);
      await house.harness.restart({ links: 'open' });
    });

    test('pages through connectors by cursor and by link, forth and back', async () => {
      interface Page {
        data: { id: string }[];
        meta: { items_on_page: number; cursors: Record<'previous' | 'current' | 'next', string | null> };
        links: Record<'previous' | 'current' | 'next', string | null>;
      }
      const at = async (path: string) => (await (await house.ask(path)).json()) as Page;
      const first = await at('/connector/connectors?limit=3&filter%5Bunified_api%5D=crm');
      assert.equal(first.meta.items_on_page, 3);
      assert.equal(first.meta.cursors.previous, null);
      assert.equal(first.links.previous, null);
      const second = await at((first.links.next ?? '').slice(SERVER.length));
      assert.equal(second.meta.cursors.current, first.meta.cursors.next);
      assert.ok(second.data.every(({ id }) => !first.data.some((one) => one.id === id)));
      assert.deepEqual((await at((second.links.previous ?? '').slice(SERVER.length))).data, first.data);
      const last = await at(`/connector/connectors?cursor=${second.meta.cursors.next}&limit=200`);
      assert.equal(last.meta.cursors.next, null);
      assert.equal(last.links.next, null);
      assert.deepEqual(
        (await at('/connector/connectors?filter%5Bstatus%5D=development')).data.map(({ id }) => id),
        ['someday'],
      );
      for (const wrong of ['limit=0', 'limit=x', 'cursor=%00', 'cursor=a&cursor=b', 'filter%5Bstatus%5D=canary']) {
        await refused(house.ask(`/connector/connectors?${wrong}`), 400);
      }
    });

    test('shows an inactive connector, and connects nothing to it', async () => {
      const someday = '/vault/connections/crm/someday';
      assert.equal((await data<Shown>(house.ask(someday))).state, 'available');
      await refused(house.post(`${someday}/import`, { settings: { api_key: 'canary-key' } }), 404);
    });

    test('takes a new secret only with all its form, and no other account’s without saying so', async () => {
      const place = '/vault/connections/crm/pair';
      const secret = () => house.harness.provider.issue({ account: 'ada' }).access_token;
      await data(house.post(`${place}/import`, { settings: { region: 'eu', client_secret: secret() } }));
      const patch = (settings: object) =>
        house.ask(place, {
          method: 'PATCH',
          body: JSON.stringify({ settings }),
          headers: { 'content-type': 'application/json' },
        });
      const alone = await refused(patch({ region: 'eu' }), 422);
      assert.deepEqual(alone.detail, { missing: [{ 'settings.client_secret': 'required' }] });
      await refused(patch({ client_secret: 'canary-unknown' }), 422);
      await data(patch({ client_secret: secret() }));
      await data(patch({ nothing: 'we know' }));
    });

    test('audits every change with who did it, and never what was given', async () => {
      const before = (await house.audit()).length;
      await data(house.post(`${northwind}/import`, tokens(), as('audited')));
      await data(house.post(`${northwind}/validate`, {}, as('audited')));
      await data(house.post(`${northwind}/callback-state`, {}, as('audited')));
      await data(house.post('/vault/sessions', {}, as('audited')));
      await house.ask(northwind, { method: 'DELETE', headers: as('audited') });
      const entries = (await house.audit()).slice(before).filter(({ actor }) => actor.startsWith('key:'));
      assert.deepEqual(
        entries.map(({ action }) => action),
        ['connection.imported', 'connection.validated', 'link.created', 'session.created', 'connection.removed'],
      );
      assert.equal(JSON.stringify(await house.audit()).includes('canary'), false);
    });

    test('B51: a key imports 120 times a minute, then is told when to come back', async () => {
      house.harness.clock.ahead = 120_000;
      const wrong = () => house.post(`${northwind}/import`, { credentials: {} });
      for (let count = 0; count < 120; count += 1) assert.equal((await wrong()).status, 422);
      const response = await house.post(`${northwind}/import`, tokens());
      assert.ok(Number(response.headers.get('retry-after')) > 0);
      const { type_name } = await refused(Promise.resolve(response), 429);
      assert.equal(type_name, 'TooManyRequestsError');
      const settings = { region: 'eu', client_secret: 'canary-stolen' };
      const patch = (body: object) =>
        house.ask('/vault/connections/crm/pair', {
          method: 'PATCH',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        });
      await refused(patch({ settings }), 429);
      await refused(house.post(`${northwind}/validate`, {}), 429);
      assert.notEqual((await patch({ enabled: true })).status, 429, 'which tries nothing');
      house.harness.clock.ahead = 181_000;
      assert.equal((await wrong()).status, 422);
      house.harness.clock.ahead = 0;
    });
  });
}

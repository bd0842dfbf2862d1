import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Integration } from '../../../src/contract/index.js';
import { defineIntegration } from '../../../src/server/index.js';
import { KEY, SERVER, startHarness, type Harness } from './harness.js';

const OWN = new URL(SERVER).origin;
const DONE = 'https://app.acme.example/done';
/** What a URL may have so that every proxy passes it on, and a cookie so that every browser keeps it. */
const URL_LIMIT = 8_192;
const COOKIE_LIMIT = 4_096;
/** Three bytes in UTF-8, nine characters percent-encoded. */
const wide = (length: number) => '\u540d'.repeat(length);
const scopes = Array.from({ length: 400 }, (_, at) => `crm_canary${at}_read`);

interface Opened {
  id: string;
  session: { token: string };
  state?: string;
}

describe('a hosted page', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness({ links: 'confirm', redirects: [DONE], permissions: scopes }, () =>
      Array.from({ length: 500 }, (_, at) =>
        defineIntegration({
          type: `ledger-${at}`,
          name: 'Ledger',
          categories: ['accounting'],
          token: { names: ['Key'] },
        }),
      ),
    );
  });
  after(() => harness.close());

  async function swap(body: object, cookie = '') {
    const headers = { 'content-type': 'application/json', origin: OWN, cookie };
    return await harness.ask('/hosted/session', { method: 'POST', body: JSON.stringify(body), headers });
  }

  /** Opens the page behind its address, then once more as after a reload, and hands over what it was told at first. */
  async function open(uri: string): Promise<Opened> {
    assert.ok(uri.length <= URL_LIMIT, `an address of ${uri.length}`);
    const response = await swap({ code: uri.split('#')[1] });
    assert.equal(response.status, 200, await response.clone().text());
    const cookie = response.headers.get('set-cookie') ?? '';
    assert.ok(cookie.length > 0 && cookie.length < COOKIE_LIMIT, `a cookie of ${cookie.length}`);
    const opened = (await response.json()) as Opened;
    assert.equal((await swap({ id: opened.id }, cookie.split(';', 1)[0])).status, 200);
    return opened;
  }

  async function authUrl(type: string, params: Record<string, string>): Promise<Response> {
    const path = `/unified/integration/auth/acme/${type}?${new URLSearchParams(params)}`;
    return await harness.ask(path, { headers: { authorization: KEY } });
  }

  function press(url: string): Promise<Response> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: OWN };
    return harness.ask(url.slice(SERVER.length), { method: 'POST', headers });
  }

  test('of 500 integrations and every permission fits into an address and a cookie', async () => {
    const created = await harness.ask('/vault/sessions', {
      method: 'POST',
      body: JSON.stringify({ settings: { unified_apis: ['accounting', 'nothing-known'] }, redirect_uri: DONE }),
      headers: {
        authorization: KEY,
        'content-type': 'application/json',
        'x-apideck-app-id': 'acme',
        'x-apideck-consumer-id': 'x'.repeat(512),
      },
    });
    assert.equal(created.status, 200, await created.clone().text());
    const { data } = (await created.json()) as { data: { session_uri: string } };
    const { session } = await open(data.session_uri);
    const listed = await harness.ask('/unified/integration', harness.asPage(session.token, { origin: OWN }));
    const found = (await listed.json()) as Integration[];
    assert.equal(found.length, 500, 'those of the category and no others');
    assert.ok(found.every(({ categories }) => categories.includes('accounting')));
  });

  test('is led to by a link with the longest user and state there are, and tells the state', async () => {
    const params = { external_xref: wide(512), state: wide(1_024), success_redirect: DONE, scopes: scopes[0] ?? '' };
    for (const type of ['lumen', 'northwind']) {
      const url = await (await authUrl(type, params)).text();
      assert.ok(url.startsWith(SERVER) && url.length <= URL_LIMIT, `${url.length}: ${url.slice(0, 200)}`);
      assert.equal((await harness.ask(url.slice(SERVER.length))).status, 200);
      const page = await press(url);
      assert.equal(page.status, 200, type);
      if (type !== 'lumen') continue;
      const uri = /id="next" href="([^"]+)"/.exec(await page.text())?.[1] ?? '';
      assert.equal((await open(uri)).state, params.state);
    }
  });

  test('that would not fit is refused, and so is a link', async () => {
    const params = { external_xref: 'user-1', success_redirect: DONE };
    const tooLong = await authUrl('lumen', { ...params, scopes: scopes.join(',') });
    assert.equal(tooLong.status, 400);
    assert.match(await tooLong.text(), /invalid_request/);
    const long = await (await authUrl('lumen', { ...params, scopes: scopes.slice(0, 200).join(',') })).text();
    const refused = await press(long);
    assert.equal(refused.status, 400);
    assert.equal(refused.headers.get('set-cookie'), null);
    assert.equal((await harness.rows()).length, 0);
  });
});

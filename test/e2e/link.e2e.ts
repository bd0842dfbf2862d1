import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './support/browser.js';
import { hostPage, provider } from './support/host-page.js';
import { follow, press } from './support/link.js';
import { startOutside, type Outside } from './support/outside.js';

/** How long a connection waits to be confirmed. */
const DAY = 24 * 3_600_000;

let browser: Browser;
before(async () => (browser = await launchChromium()));
after(() => browser.close());

let outside: Outside;
/** Somebody's browser who has nothing to do with whom the link was made for, until he signs in. */
let victim: BrowserContext;
let page: Page;
beforeEach(async () => {
  victim = await browser.newContext();
  victim.setDefaultTimeout(10_000);
  page = await victim.newPage();
});
afterEach(async () => {
  await victim.close();
  await outside.close();
});

const backAtProduct = () => page.waitForURL((url) => url.href.startsWith(`${outside.product.url}/done`));

async function fillsIn(form: Page): Promise<void> {
  await hostPage(form).fill({ 'API Key': 'demo-good-key' });
  await hostPage(form).press('Connect');
}

/** Every way from outside to a connection for `user`, followed to its end in the page. */
const ways: Record<string, (user: string) => Promise<{ sessionToken?: string }>> = {
  'an auth URL, by signing in': async (user) => {
    await follow(page, await outside.authUrl('northwind-crm', user));
    await backAtProduct();
    return {};
  },
  'an auth URL, by a form': async (user) => {
    await press(page, await outside.authUrl('lumen-mail', user));
    await fillsIn(page);
    await backAtProduct();
    return {};
  },
  "Apideck's authorize URL": async (user) => {
    await follow(page, await outside.authorizeUrl(user));
    await backAtProduct();
    return {};
  },
  "Apideck's authorize URL with a nonce": async (user) => {
    await follow(page, await outside.authorizeUrl(user, 'nonce-of-his'));
    await backAtProduct();
    return {};
  },
  'a hosted page, by signing in': async (user) => {
    const { uri, token } = await outside.session(user);
    await page.goto(uri);
    await provider.allow(await hostPage(page).signIn('Northwind CRM'));
    await hostPage(page).sees(/Northwind CRM is (connected|received)/);
    return { sessionToken: token };
  },
  'a hosted page, by a form': async (user) => {
    const { uri, token } = await outside.session(user);
    await page.goto(uri);
    await hostPage(page).choose('Lumen Mail');
    await fillsIn(page);
    await hostPage(page).sees(/Lumen Mail is (connected|received)/);
    return { sessionToken: token };
  },
};

/** Whoever the link was made for has nothing of it, from any side, and soon it is not even there. */
async function nothingUsable({ sessionToken }: { sessionToken?: string }): Promise<void> {
  const { product, ask } = outside;
  const [row, ...more] = await outside.rows();
  assert.deepEqual([row?.external_xref, row?.pending, more.length], ['mallory', true, 0]);
  const id = row?.id ?? '';

  assert.deepEqual(await outside.listed('mallory'), []);
  assert.deepEqual(await (await ask('/unified/connection')).json(), []);
  assert.equal((await ask(`/unified/connection/${id}`)).status, 404);
  const revealed = await ask(`/connections/${id}/credentials`, { method: 'POST' });
  assert.equal(revealed.status, 404);
  assert.equal((await revealed.text()).includes('demo-good-key'), false);
  await assert.rejects(product.connections.credentials(id), /not_found/);
  const own = await product.connections.session({
    external_xref: 'mallory',
    allow: ['create', 'list', 'reconnect', 'remove'],
  });
  for (const token of [own.token, ...(sessionToken === undefined ? [] : [sessionToken])]) {
    const list = await outside.askAs(token, '/unified/connection');
    assert.equal(list.status, 200);
    assert.deepEqual(await list.json(), []);
    assert.equal((await outside.askAs(token, `/unified/connection/${id}`)).status, 404);
  }
  assert.deepEqual(await outside.webhooks(), []);

  await outside.pass(DAY + 60_000);
  assert.deepEqual(await outside.rows(), []);
  assert.equal((await ask(`/unified/connection/${id}/confirm`, { method: 'POST' })).status, 404);
  assert.deepEqual(await outside.webhooks(), []);
  assert.deepEqual(await outside.tokensAtProvider(), [], 'and the provider was told that it is over');
}

for (const knowsUsers of [false, true]) {
  describe(`links: confirm, where the server ${knowsUsers ? 'can ask who is signed in' : 'knows nobody'}`, () => {
    beforeEach(async () => void (outside = await startOutside({ links: 'confirm', knowsUsers })));

    for (const [way, go] of Object.entries(ways)) {
      it(`B54: ${way}, followed by somebody else to its end, leaves nothing usable behind`, async () =>
        nothingUsable(await go('mallory')));
    }

    for (const way of ['an auth URL, by signing in', 'a hosted page, by signing in', 'a hosted page, by a form']) {
      it(`${way}, followed by the right user in a browser of his own, is usable and told of ${knowsUsers ? 'at once' : 'once the backend confirms it'}`, async () => {
        if (knowsUsers) await page.goto(outside.product.loginUrl('ada'));
        await ways[way]?.('ada');
        const [{ id } = { id: '' }] = await outside.rows();
        if (!knowsUsers) {
          assert.deepEqual(await outside.listed('ada'), []);
          assert.deepEqual(await outside.webhooks(), []);
          assert.equal((await outside.ask(`/unified/connection/${id}/confirm`, { method: 'POST' })).status, 200);
        }
        assert.deepEqual(
          (await outside.listed('ada')).map((one) => one.id),
          [id],
        );
        const { access_token, token } = await outside.product.connections.credentials(id);
        assert.ok(access_token ?? token);
        assert.deepEqual(await outside.webhooks(), ['connection.created']);
        await outside.pass(DAY + 60_000);
        assert.equal((await outside.rows()).length, 1, 'it is there for good');
      });
    }
  });
}

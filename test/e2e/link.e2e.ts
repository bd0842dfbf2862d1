import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './support/browser.js';
import { hostPage, provider } from './support/host-page.js';
import { follow, press } from './support/link.js';
import { startOutside, type Outside } from './support/outside.js';
import { startSite, type Site } from './support/site.js';

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
    await hostPage(page).sees('Northwind CRM is connected');
    return { sessionToken: token };
  },
  'a hosted page, by a form': async (user) => {
    const { uri, token } = await outside.session(user);
    await page.goto(uri);
    await hostPage(page).choose('Lumen Mail');
    await fillsIn(page);
    await hostPage(page).sees('Lumen Mail is connected');
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

async function nothingMade(): Promise<void> {
  assert.deepEqual(await outside.rows(), []);
  assert.deepEqual(await outside.webhooks(), []);
}

for (const knowsUsers of [false, true]) {
  describe(`links: confirm, where the server ${knowsUsers ? 'can ask who is signed in' : 'knows nobody'}`, () => {
    beforeEach(async () => void (outside = await startOutside({ links: 'confirm', knowsUsers })));

    for (const [way, go] of Object.entries(ways)) {
      it(`B54: ${way}, followed by somebody else to its end, leaves nothing usable behind`, async () =>
        nothingUsable(await go('mallory')));
    }

    for (const way of ['an auth URL, by signing in', 'a hosted page, by a form']) {
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

describe('links: confirm, where the victim is signed in to the product', () => {
  beforeEach(async () => {
    outside = await startOutside({ links: 'confirm', knowsUsers: true });
  });

  it("B54: the page's own button refuses him, and the link stays good for whom it was made", async () => {
    await page.goto(outside.product.loginUrl('victor'));
    const link = await outside.authUrl('northwind-crm', 'mallory');
    await press(page, link);
    await page.getByText('browser_mismatch').waitFor();
    assert.deepEqual(await outside.attempts(), []);
    await nothingMade();
    await page.goto(outside.product.loginUrl('mallory'));
    await follow(page, link);
    await backAtProduct();
    assert.equal((await outside.listed('mallory')).length, 1);
  });

  it('B54: who signs in to the product on the way is refused when he comes back', async () => {
    await press(page, await outside.authUrl('northwind-crm', 'mallory'));
    await provider.signInIfAsked(page);
    const login = await victim.newPage();
    await login.goto(outside.product.loginUrl('victor'));
    await provider.allow(page);
    await page.getByText('browser_mismatch').waitFor();
    assert.deepEqual(await outside.tokensAtProvider(), [], 'his code was not exchanged');
    await nothingMade();
  });

  it('B54: a hosted page opens for nobody but whom it was made for, and stays good for him', async () => {
    await page.goto(outside.product.loginUrl('victor'));
    const { uri } = await outside.session('mallory');
    await page.goto(uri);
    await page.getByText('This link is for somebody else').waitFor();
    assert.equal(await page.locator('connection-embed').count(), 0);
    await nothingMade();
    const login = await victim.newPage();
    await login.goto(outside.product.loginUrl('mallory'));
    await page.getByRole('button', { name: 'Try again' }).click();
    await hostPage(page).sees('Connect an account');
  });

  it('B54: who signs in to the product with a hosted page open is refused at its sign-in, and its form makes nothing usable', async () => {
    const { uri, token } = await outside.session('mallory');
    const hosted = hostPage(page);
    await page.goto(uri);
    await hosted.sees('Connect an account');
    const login = await victim.newPage();
    await login.goto(outside.product.loginUrl('victor'));
    await hosted.signIn('Northwind CRM');
    await hosted.sees(/browser_mismatch/);
    await nothingMade();
    await hosted.press('Choose another integration');
    await hosted.choose('Lumen Mail');
    await fillsIn(page);
    await hosted.sees('Lumen Mail is connected');
    await nothingUsable({ sessionToken: token });
  });
});

describe('links: off', () => {
  beforeEach(async () => void (outside = await startOutside({ links: 'confirm', knowsUsers: false })));

  it('B54: none can be made, and those made before lead nowhere, without or with a page of the session', async () => {
    const [link, authorize] = await Promise.all([
      outside.authUrl('northwind-crm', 'mallory'),
      outside.authorizeUrl('mallory'),
    ]);
    const { uri, token } = await outside.session('mallory');
    await outside.product.restart({ links: 'off' });
    const query = 'external_xref=mallory';
    assert.equal((await outside.ask(`/unified/integration/auth/default/northwind-crm?${query}`)).status, 403);
    await assert.rejects(outside.session('mallory'));
    await assert.rejects(outside.authorizeUrl('mallory'));
    for (const url of [link, authorize]) {
      assert.equal((await page.goto(url))?.status(), 403);
      await page.getByText('forbidden').waitFor();
    }
    await page.goto(uri);
    await page.getByText('This link is no longer good').waitFor();
    const made = await fetch(`${outside.product.url}/connect/oauth/attempts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        origin: outside.product.url,
        'content-type': 'application/json',
        'idempotency-key': 'one',
      },
      body: JSON.stringify({ integration_type: 'northwind-crm' }),
    });
    assert.equal(made.status, 403, 'nor does the token that came with it');
    await nothingMade();
  });
});

describe("a link's own page", () => {
  let evil: Site;
  beforeEach(async () => {
    outside = await startOutside({ links: 'confirm', knowsUsers: false });
    evil = await startSite('evil.localhost');
  });
  afterEach(() => evil.close());

  it('B54: says who asks, for whom and what, asks nobody else for anything, and by itself does nothing', async () => {
    const asked: string[] = [];
    victim.on('request', (request) => asked.push(request.url()));
    const link = await outside.authUrl('northwind-crm', 'mallory');
    for (let times = 0; times < 2; times += 1) {
      await page.goto(link);
      await page.getByText('localhost asks for access to your Northwind CRM account').waitFor();
      await page.getByText('mallory').waitFor();
    }
    assert.deepEqual(asked, [link, link]);
    assert.deepEqual(await victim.cookies(), []);
    assert.deepEqual(await outside.attempts(), []);
  });

  it('B54: works once; the second time it says so', async () => {
    const link = await outside.authUrl('northwind-crm', 'mallory');
    await press(page, link);
    await page.waitForURL(`${outside.product.provider}/**`);
    assert.equal((await page.goto(link))?.status(), 410);
    await page.getByText('This link was used already').waitFor();
    assert.equal(await page.getByRole('button').count(), 0);
  });

  it('B54: shows nothing inside a frame of another site', async () => {
    const link = await outside.authUrl('northwind-crm', 'mallory');
    evil.serve('/', { html: `<!doctype html><iframe src="${link}"></iframe>` });
    const failed = page.waitForEvent('requestfailed', (request) => request.url() === link);
    await page.goto(evil.url);
    assert.equal((await failed).failure()?.errorText, 'net::ERR_BLOCKED_BY_RESPONSE');
    assert.equal(await page.frames()[1]?.getByRole('button').count(), 0);
  });

  it('B54: its button pressed by a page of another site is refused, binds nothing and leaves the link good', async () => {
    for (const link of [await outside.authUrl('northwind-crm', 'mallory'), await outside.authorizeUrl('mallory')]) {
      const action = link.replaceAll('&', '&amp;');
      evil.serve('/', {
        html: `<!doctype html><form method="post" action="${action}"></form><script>document.forms[0].submit()</script>`,
      });
      const answer = page.waitForResponse((one) => one.url() === link);
      await page.goto(evil.url);
      assert.equal((await answer).status(), 403);
      await page.getByText('origin_refused').waitFor();
      assert.deepEqual(await victim.cookies(), []);
      assert.deepEqual(await outside.attempts(), []);
      assert.equal((await page.goto(link))?.status(), 200);
    }
    await nothingMade();
  });
});

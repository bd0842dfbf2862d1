import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { defineIntegration } from '../../src/server/index.js';
import { launchChromium } from './support/browser.js';
import { hostPage, provider } from './support/host-page.js';
import { follow, press } from './support/link.js';
import { startOutside, type Outside } from './support/outside.js';
import { startSite, type Site } from './support/site.js';

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

/** Signs in to the product in another tab. */
async function signsIn(user: string): Promise<void> {
  const tab = await victim.newPage();
  await tab.goto(outside.product.loginUrl(user));
  await tab.close();
}

const backAtProduct = () => page.waitForURL((url) => url.href.startsWith(`${outside.product.url}/done`));

async function nothingMade(): Promise<void> {
  assert.deepEqual(await outside.rows(), []);
  assert.deepEqual(await outside.webhooks(), []);
}

describe('links: confirm, where the victim is signed in to the product', () => {
  beforeEach(async () => {
    outside = await startOutside({ links: 'confirm', knowsUsers: true });
  });

  it("B54: the page's own button refuses him, and the link stays good for whom it was made", async () => {
    await signsIn('victor');
    const link = await outside.authUrl('northwind-crm', 'mallory');
    await press(page, link);
    await page.getByText('browser_mismatch').waitFor();
    assert.deepEqual(await outside.attempts(), []);
    await nothingMade();
    await signsIn('mallory');
    await follow(page, link);
    await backAtProduct();
    assert.equal((await outside.listed('mallory')).length, 1);
  });

  it('B54: who signs in to the product on the way is refused when he comes back', async () => {
    await press(page, await outside.authUrl('northwind-crm', 'mallory'));
    await provider.signInIfAsked(page);
    await signsIn('victor');
    await provider.allow(page);
    await page.getByText('browser_mismatch').waitFor();
    assert.deepEqual(await outside.tokensAtProvider(), [], 'his code was not exchanged');
    await nothingMade();
  });

  it('B54: a hosted page opens for nobody but whom it was made for, and stays good for him', async () => {
    await signsIn('victor');
    const { uri } = await outside.session('mallory');
    await page.goto(uri);
    await page.getByText('This link is for somebody else').waitFor();
    assert.equal(await page.locator('connection-embed').count(), 0);
    await nothingMade();
    await signsIn('mallory');
    await page.getByRole('button', { name: 'Try again' }).click();
    await hostPage(page).sees('Connect an account');
  });

  it('B54: who signs in to the product with a hosted page open is refused at its sign-in, and what its form makes waits', async () => {
    const { uri } = await outside.session('mallory');
    const hosted = hostPage(page);
    await page.goto(uri);
    await hosted.sees('Connect an account');
    await signsIn('victor');
    await hosted.signIn('Northwind CRM');
    await hosted.sees(/browser_mismatch/);
    await nothingMade();
    await hosted.press('Choose another integration');
    await hosted.choose('Lumen Mail');
    await hosted.fill({ 'API Key': 'demo-good-key' });
    await hosted.press('Connect');
    await hosted.sees('Lumen Mail is received');
    assert.deepEqual(
      (await outside.rows()).map(({ pending }) => pending),
      [true],
    );
    assert.deepEqual(await outside.listed('mallory'), []);
    assert.deepEqual(await outside.webhooks(), []);
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

  it("Apideck's two steps are refused where a form comes first, which could not keep them, and the hosted page shows without", async () => {
    const endpoint = (path: string) => outside.product.provider + path;
    const integration = defineIntegration({
      type: 'northwind-crm',
      name: 'Northwind CRM',
      categories: ['crm'],
      inputs: [{ name: 'tenant', type: 'text', label: 'Tenant' }],
      oauth: {
        client_id: 'client',
        client_secret: 'canary-client-secret',
        authorization_endpoint: endpoint('/auth'),
        token_endpoint: endpoint('/token'),
      },
    });
    await outside.product.restart({ integrations: [integration] });
    await press(page, await outside.authorizeUrl('mallory', 'nonce'));
    await page.getByText('invalid_request').waitFor();
    await nothingMade();
    await press(page, await outside.authorizeUrl('mallory'));
    await page.waitForURL(`${outside.product.url}/connect/hosted`);
    await hostPage(page).sees('Connect Northwind CRM');
  });
});

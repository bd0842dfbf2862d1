import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoIntegrations } from '../../demo/integrations.js';
import { launchChromium } from './support/browser.js';
import { hostPage, provider, type HostPage } from './support/host-page.js';
import { press } from './support/link.js';
import { startOutside, type Outside } from './support/outside.js';
import { startSite } from './support/site.js';

const HOUR = 3_600_000;

let outside: Outside;
let browser: Browser;
before(async () => {
  outside = await startOutside({ links: 'open', knowsUsers: false });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await outside.close();
});

let context: BrowserContext;
let page: Page;
let hosted: HostPage;
let user: string;
/** What a page said that broke its policy, of any page of the browser. */
let violations: string[];
beforeEach(async () => {
  user = `user-${crypto.randomUUID()}`;
  context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  violations = [];
  await context.exposeBinding('violated', (_, what: string) => violations.push(what));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (globalThis as unknown as { violated(what: string): void }).violated(`${violatedDirective} ${blockedURI}`),
    );
  });
  page = await context.newPage();
  hosted = hostPage(page);
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(violations, []);
});

const address = () => `${outside.product.url}/connect/hosted`;
const codeOf = (uri: string) => uri.slice(uri.indexOf('#') + 1);

async function opened(): Promise<{ uri: string; token: string }> {
  const session = await outside.session(user);
  await page.goto(session.uri);
  await hosted.sees('Connect an account');
  return session;
}

async function fillsIn(): Promise<void> {
  await hosted.fill({ 'API Key': 'demo-good-key' });
  await hosted.press('Connect');
  await hosted.sees('Lumen Mail is connected');
}

const done = () => `${outside.product.url}/done`;
const cancel = () => page.getByRole('button', { name: 'Cancel', exact: true });

/** Presses the page's own Cancel where it cannot be seen, as a browser without custom states would let a user do. */
async function pressHidden(): Promise<void> {
  const hidden = page.locator('.app > button');
  assert.equal(await hidden.isVisible(), false);
  await hidden.dispatchEvent('click');
}

const connected = async () => (await outside.listed(user)).map(({ integration_type }) => integration_type).sort();

describe('a hosted page', () => {
  it('says who asks and for which user before anything is typed', async () => {
    await opened();
    assert.match(
      await page.locator('.who').innerText(),
      new RegExp(`asks you to connect an account for the user ${user}`),
    );
  });

  it('says that what was made still waits, where it does', async () => {
    const waiting = await startOutside({ links: 'confirm', knowsUsers: false });
    try {
      await page.goto((await waiting.session(user)).uri);
      await hosted.choose('Lumen Mail');
      await hosted.fill({ 'API Key': 'demo-good-key' });
      await hosted.press('Connect');
      await hosted.sees('still has to confirm it');
      assert.deepEqual(await waiting.listed(user), []);
    } finally {
      await waiting.close();
    }
  });
});

describe('the code of a hosted page', () => {
  it('stands neither in the address nor in the history once the page shows, and went to the server in a body only', async () => {
    const sent: string[] = [];
    context.on('request', (request) => sent.push(`${request.url()} ${JSON.stringify(request.headers())}`));
    const { uri } = await opened();
    assert.equal(page.url(), address());
    const entries = await page.evaluate(() =>
      (globalThis as unknown as { navigation: { entries(): { url: string }[] } }).navigation
        .entries()
        .map(({ url }) => url),
    );
    assert.ok(entries.includes(address()));
    const left = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]),
    );
    for (const text of [...entries, left, ...sent.map((one) => one.replace(`${uri} `, ''))]) {
      assert.equal(text.includes(codeOf(uri)), false);
    }
  });

  it('works once: the same link in another browser says so in words', async () => {
    const { uri } = await opened();
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await other.goto(uri);
    await other.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
    await other.reload();
    await other.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
    await elsewhere.close();
  });

  it('ends with its session: opened too late it says so in words, and so does a page without one', async () => {
    const { uri } = await outside.session(user);
    await outside.pass(HOUR + 1000);
    for (const url of [uri, address(), `${address()}#made-up`]) {
      await page.goto('about:blank');
      await page.goto(url);
      await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
      assert.equal(await page.locator('connection-embed').count(), 0);
    }
  });

  it('that did not reach the server is sent again by the button, and the page opens', async () => {
    const { uri } = await outside.session(user);
    await context.route('**/hosted/session', (route) => route.abort(), { times: 1 });
    await page.goto(uri);
    await page.getByRole('button', { name: 'Try again' }).click();
    await hosted.sees('Connect an account');
  });

  it('is not lost where the widget could not be loaded', async () => {
    const { uri } = await outside.session(user);
    await context.route('**/connection-embed.js', (route) => route.abort());
    await page.goto(uri);
    await page.getByRole('heading', { name: 'This page could not be reached' }).waitFor();
    await context.unroute('**/connection-embed.js');
    await page.reload();
    await hosted.sees('Connect an account');
  });

  it('of a second link, opened in the same tab, replaces the first', async () => {
    await opened();
    const user2 = `${user}-2`;
    const { uri } = await outside.session(user2);
    await page.evaluate((to) => void (location.href = to), uri);
    await page.waitForURL(address());
    await hosted.choose('Lumen Mail');
    await fillsIn();
    assert.deepEqual(await connected(), []);
    assert.equal((await outside.listed(user2)).length, 1);
  });
});

describe('a hosted page', () => {
  it('goes on after a reload, as often as it is loaded, until its session ends', async () => {
    await opened();
    await page.reload();
    await hosted.choose('Lumen Mail');
    await page.reload();
    await hosted.choose('Lumen Mail');
    await fillsIn();
    assert.deepEqual(await connected(), ['lumen-mail']);
    await outside.pass(HOUR + 1000);
    await page.reload();
    await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
  });

  it('F11: goes on with a sign-in that is under way in another window', async () => {
    await opened();
    const popup = await hosted.signIn('Northwind CRM');
    await provider.signInIfAsked(popup);
    await page.reload();
    await hosted.sees('Finish in the other window');
    await provider.allow(popup);
    await hosted.sees('Northwind CRM is connected');
    assert.deepEqual(await connected(), ['northwind-crm']);
  });

  it('is left and come back to where no window can be opened, and then leads back to who asked for it', async () => {
    await context.addInitScript(() => void (window.open = () => null));
    await opened();
    await hosted.choose('Northwind CRM');
    await hosted.press('Continue in this page instead');
    await provider.allow(page);
    await hosted.sees('Northwind CRM is connected');
    assert.equal(page.url(), address());
    assert.deepEqual(await connected(), ['northwind-crm']);
    await hosted.press('Done');
    await page.waitForURL(`${outside.product.url}/done`);
  });

  it('that a link led to can be left, before and after a reload: the page for it is told, with the state', async () => {
    for (const reloaded of [false, true]) {
      await press(
        page,
        await outside.authUrl('lumen-mail', user, { failure_redirect: done(), state: 'state of ours' }),
      );
      await hosted.fill({ 'API Key': 'demo-good-key' });
      if (reloaded) await page.reload();
      await cancel().click();
      await page.waitForURL(`${done()}?error=access_denied&state=state+of+ours`);
    }
    assert.deepEqual(await connected(), []);
  });

  it('cannot be left while its form is sent: what is connected all the same is never told as declined', async () => {
    await press(page, await outside.authUrl('lumen-mail', user, { failure_redirect: done() }));
    await hosted.fill({ 'API Key': 'demo-good-key' });
    let answer = (): void => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/unified/connection', async (route) => {
      if (route.request().method() === 'POST') await answered;
      await route.continue();
    });
    await hosted.press('Connect');
    await cancel().waitFor({ state: 'hidden' });
    await pressHidden();
    answer();
    await page.waitForURL(`${done()}?id=*`);
    assert.deepEqual(await connected(), ['lumen-mail']);
  });

  it('cannot be left while a sign-in is under way elsewhere, unless that is given up first', async () => {
    const { provider: tenants, secrets } = outside.product;
    const known = demoIntegrations({ provider: tenants, clientSecret: secrets.client, tokens: tenants });
    const inputs = [{ name: 'tenant', label: 'Tenant', type: 'text' as const }];
    const asking = known.map((one) => (one.type === 'northwind-crm' ? { ...one, inputs } : one));
    await outside.product.restart({ integrations: asking });
    try {
      await press(page, await outside.authUrl('northwind-crm', user, { failure_redirect: done() }));
      await hosted.fill({ Tenant: 'acme' });
      const popup = await hosted.opens(() => hosted.press('Continue to Northwind CRM'));
      await provider.signInIfAsked(popup);
      await hosted.sees('Finish in the other window');
      await pressHidden();
      assert.equal(await cancel().count(), 1, 'the tag’s own alone');
      await hosted.press('Cancel');
      await hosted.sees('Tenant');
      await cancel().click();
      await page.waitForURL(`${done()}?error=access_denied`);
      assert.deepEqual(await connected(), []);
    } finally {
      await outside.product.restart({});
    }
  });

  it('offers no way to leave it where there is nowhere to go to, or nothing left to decline', async () => {
    await opened();
    assert.equal(await cancel().count(), 0, 'a page to look around in');
    await press(page, await outside.authUrl('lumen-mail', user, { failure_redirect: done(), success_redirect: '' }));
    await fillsIn();
    assert.equal(await cancel().count(), 0, 'it is connected');
  });

  it('asks nobody but this server for anything', async () => {
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    await opened();
    await hosted.choose('Lumen Mail');
    await fillsIn();
    const own = `${outside.product.url}/connect/`;
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(own)),
      [],
    );
  });

  it('W17: breaks no line of its policy on the whole way, and the policy stands: a script somebody put in does not run', async () => {
    await opened();
    await hosted.choose('Lumen Mail');
    await fillsIn();
    await hosted.press('Connect another');
    await provider.allow(await hosted.signIn('Northwind CRM'));
    await hosted.sees('Northwind CRM is connected');
    assert.deepEqual(violations, []);
    await page.evaluate(async () => {
      // The image has failed some time before the browser says what it did not run.
      const told = new Promise((resolve) => addEventListener('securitypolicyviolation', resolve, { once: true }));
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.head.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = \'ran\'">');
      const markup = document.createElement('div');
      markup.innerHTML = script.outerHTML;
      document.body.append(markup);
      await told;
    });
    assert.notEqual(await page.title(), 'ran');
    assert.match(violations.splice(0).join(), /script-src-attr/);
  });

  it('B28: shows nothing inside a frame, and its code stays good', async (t) => {
    const { uri } = await outside.session(user);
    const evil = await startSite('evil.localhost');
    t.after(() => evil.close());
    evil.serve('/', { html: `<!doctype html><iframe src="${uri}"></iframe>` });
    const failed = page.waitForEvent('requestfailed');
    await page.goto(evil.url);
    assert.equal((await failed).failure()?.errorText, 'net::ERR_BLOCKED_BY_RESPONSE');
    await page.goto(uri);
    await hosted.sees('Connect an account');
  });
});

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { createAttempt, kept, pollOnce, stealTicket, wayBack } from './support/attempt.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { hostPage, openHostPage, provider, type HostPage } from './support/host-page.js';
import { openRecords, type Records } from './support/records.js';
import { postingPage, startSite, type Site } from './support/site.js';

/** Keeps a window open that would close itself, so that one can go back in it or load it again. */
const keepOpen = 'window.close = () => {};';

let demo: RunningDemo;
let browser: Browser;
let records: Records;
let evil: Site;
/** Pages of the host that are asked for with `?open` come without its policies, and with `?no-referrer` as helmet sends them. */
before(async () => {
  demo = await runDemo({
    hostHeaders: ({ url = '' }, response) => {
      if (url.includes('open')) response.removeHeader('Content-Security-Policy');
      if (url.includes('no-referrer')) response.setHeader('Referrer-Policy', 'no-referrer');
    },
  });
  [browser, records, evil] = await Promise.all([launchChromium(), openRecords(demo), startSite('evil.localhost')]);
});
after(async () => {
  await browser.close();
  await records.close();
  await evil.close();
  await demo.close();
});

/** Two people, each with a browser of their own: the attacker is Grace at the host, the victim has nothing to do with it. */
let attacker: HostPage;
let victim: BrowserContext;
beforeEach(async () => {
  await records.clear();
  attacker = await openHostPage(browser, demo, { query: '?user=grace' });
  victim = await browser.newContext();
  victim.setDefaultTimeout(10_000);
});
afterEach(async () => {
  await attacker.close();
  await victim.close();
});

interface Begun {
  popup: Page;
  /** Where the bridge sends the browser. */
  url: string;
  attempt: { id: string; poll_secret: string };
}

/** Starts a sign-in by the widget up to the provider's page. */
async function begin(host: HostPage): Promise<Begun> {
  const asked = host.context.waitForEvent('request', (one) => one.url().startsWith(`${demo.provider}/auth?`));
  const popup = await host.signIn('Northwind CRM');
  const url = (await asked).url();
  const [attempt] = await kept(host.page);
  return { popup, url, attempt: attempt! };
}

/** Nothing came of it for anybody: no row, no event, nothing bound to this browser. */
async function nothingStored(context: BrowserContext = victim): Promise<void> {
  assert.deepEqual(await records.connections(), []);
  assert.deepEqual(await attacker.heard('connection-created'), []);
  const cookies = await context.cookies(demo.server);
  assert.deepEqual(
    cookies.filter(({ name }) => name.startsWith('connection-attempt-')),
    [],
  );
}

/** The victim goes through the provider's pages and comes back to the server. */
async function comesBack(page: Page): Promise<Response> {
  const back = page.waitForResponse((one) => one.url().startsWith(`${demo.server}/oauth/code/`));
  await provider.allow(page);
  const response = await back;
  await page.waitForURL(`${demo.server}/**`);
  return response;
}

async function opens(context: BrowserContext, url: string): Promise<{ page: Page; answer: Promise<Response> }> {
  const page = await context.newPage();
  const answer = page.waitForEvent('response', (one) => one.url().startsWith(`${demo.server}/oauth/`));
  await page.goto(url);
  return { page, answer };
}

describe("somebody else's sign-in, used in another browser", () => {
  it("B5: the attacker's authorization link is refused in the victim's browser and stores nothing", async () => {
    const tokens = records.tokensGiven();
    const { url, attempt } = await begin(attacker);
    const page = await victim.newPage();
    await page.goto(url);
    const response = await comesBack(page);
    assert.equal(response.status(), 400);
    await page.getByText('This sign-in was started somewhere else').waitFor();
    await page.getByText('browser_mismatch').waitFor();
    assert.equal((await pollOnce(demo, attempt)).status, 'started');
    await attacker.sees('Finish in the other window');
    assert.equal(records.tokensGiven(), tokens, "the victim's code was not exchanged");
    await nothingStored();
  });

  it("B9: the attacker's own way back, opened in the victim's browser, is refused and does not burn the state: the attacker can still finish", async () => {
    const { popup, attempt } = await begin(attacker);
    await popup.getByRole('textbox', { name: 'Email' }).fill('mallory@northwind.example');
    const callback = await wayBack(popup, demo);
    const page = await victim.newPage();
    assert.equal((await page.goto(callback))?.status(), 400);
    await page.getByText('This sign-in was started somewhere else').waitFor();
    assert.equal((await pollOnce(demo, attempt)).status, 'started');
    await nothingStored();

    await (await attacker.context.newPage()).goto(callback);
    await attacker.sees('Signed in as mallory@northwind.example');
    assert.equal((await attacker.heard('connection-created')).length, 1);
    assert.deepEqual(await records.connections(), [{ integration_type: 'northwind-crm', external_xref: 'grace' }]);
  });

  it("B10: a cookie of the victim's own sign-in, under its own name or the attacker's, does not open the attacker's", async () => {
    const tokens = records.tokensGiven();
    const { popup, attempt } = await begin(attacker);
    const callback = await wayBack(popup, demo);
    const other = await begin(await newHost(victim));
    const own = (await victim.cookies(demo.server)).find(({ name }) => name.endsWith(other.attempt.id));
    assert.ok(own?.httpOnly && own.sameSite === 'Lax', 'a cookie for the own attempt is there');
    const page = await victim.newPage();
    for (const value of [undefined, own.value, '1']) {
      const name = `connection-attempt-${attempt.id}`;
      if (value) await victim.addCookies([{ name, value, url: demo.server, httpOnly: true, sameSite: 'Lax' }]);
      assert.equal((await page.goto(callback))?.status(), 400);
      await page.getByText('browser_mismatch').waitFor();
    }
    assert.equal((await pollOnce(demo, attempt)).status, 'started');
    assert.equal((await pollOnce(demo, other.attempt)).status, 'started');
    assert.deepEqual(await records.connections(), []);
    assert.equal(records.tokensGiven(), tokens);
  });

  it("B7: the attacker's start form on an evil page is refused, binds nothing, and ends the attempt by name", async () => {
    const attempt = await createAttempt(attacker.page, demo);
    evil.serve('/', { html: postingPage(`${demo.server}/oauth/start`, attempt) });
    const { page, answer } = await opens(victim, `${evil.url}/`);
    assert.equal((await answer).status(), 403);
    await page.getByText('This sign-in was opened from the wrong page').waitFor();
    assert.equal((await answer).request().headers()['origin'], evil.url);
    const { status, code } = await pollOnce(demo, attempt);
    assert.deepEqual({ status, code }, { status: 'failed', code: 'origin_refused' });
    await nothingStored();
  });

  it('B6: a start link is no way in: GET is refused, and the attempt is as it was', async () => {
    const attempt = await createAttempt(attacker.page, demo);
    const page = await victim.newPage();
    const response = await page.goto(`${demo.server}/oauth/start?ticket=${attempt.ticket}`);
    assert.equal(response?.status(), 405);
    assert.equal((await pollOnce(demo, attempt)).status, 'created');
    await nothingStored();
  });

  it('B8: a start out of a sandboxed frame has no origin and is refused, and the page that waits names it', async () => {
    const ticket = await stealTicket(attacker.context, {
      server: demo.server,
      act: () => attacker.signIn('Northwind CRM'),
    });
    evil.serve('/form', { html: postingPage(`${demo.server}/oauth/start`, { ticket }) });
    evil.serve('/sandbox', {
      html: '<!doctype html><iframe sandbox="allow-scripts allow-forms" src="/form"></iframe>',
    });
    const { answer } = await opens(victim, `${evil.url}/sandbox`);
    assert.equal((await answer).request().headers()['origin'], 'null');
    assert.equal((await answer).status(), 403);
    const { detail } = await attacker.hears('connection-failed');
    assert.equal(detail['code'], 'origin_refused');
    await attacker.sees(/origin_refused/);
    await nothingStored();
  });

  it("B8: a hand-made form of the host's own no-referrer page is refused too, because it could be anybody's", async (t) => {
    const host = await openHostPage(browser, demo, { query: '?no-referrer' });
    t.after(() => host.close());
    const attempt = await createAttempt(host.page, demo);
    const answer = host.page.waitForResponse(`${demo.server}/oauth/start`);
    await host.page.evaluate(
      ({ action, ticket }) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action });
        form.append(Object.assign(document.createElement('input'), { name: 'ticket', value: ticket }));
        document.body.append(form);
        form.submit();
      },
      { action: `${demo.server}/oauth/start`, ticket: attempt.ticket },
    );
    assert.equal((await answer).status(), 403);
    assert.equal((await answer).request().headers()['origin'], 'null');
    assert.equal((await pollOnce(demo, attempt)).code, 'origin_refused');
    await nothingStored(host.context);
  });

  it('B28: bridge and callback render nothing inside a frame, and the framed sign-in reaches no provider', async () => {
    const asked: string[] = [];
    victim.on('request', (request) => asked.push(request.url()));
    const host = await newHost(victim, '?open');
    const attempt = await createAttempt(host.page, demo);
    const bridge = isBlocked(victim, `${demo.server}/oauth/start`);
    await host.page.evaluate(
      ({ action, ticket }) => {
        const frame = Object.assign(document.createElement('iframe'), { name: 'frame' });
        const form = Object.assign(document.createElement('form'), { method: 'post', action, target: 'frame' });
        form.append(Object.assign(document.createElement('input'), { name: 'ticket', value: ticket }));
        document.body.append(frame, form);
        form.submit();
      },
      { action: `${demo.server}/oauth/start`, ticket: attempt.ticket },
    );
    await bridge;
    assert.equal((await pollOnce(demo, attempt)).status, 'started', 'it is the framing that is refused');
    assert.deepEqual(
      asked.filter((url) => url.startsWith(demo.provider)),
      [],
    );

    const { popup } = await begin(attacker);
    const callback = await wayBack(popup, demo);
    evil.serve('/frame', { html: `<!doctype html><iframe src="${callback.replaceAll('&', '&amp;')}"></iframe>` });
    const framed = isBlocked(victim, callback);
    await (await victim.newPage()).goto(`${evil.url}/frame`);
    await framed;
    await nothingStored();
  });
});

describe('the pages of the hand-off', () => {
  it('B29: bridge, result and refused page ask nobody but this server for anything', async () => {
    const foreign: string[] = [];
    const left = new Set<string>();
    const watch = (context: BrowserContext) =>
      context.on('request', (request) => {
        const from = request.frame().url();
        if (!from.startsWith(`${demo.server}/`)) return;
        if (request.isNavigationRequest()) left.add(new URL(request.url()).origin);
        else if (!request.url().startsWith(`${demo.server}/`)) foreign.push(request.url());
      });
    watch(attacker.context);
    watch(victim);
    await attacker.context.addInitScript({ content: keepOpen });
    const { popup } = await begin(attacker);
    const response = await comesBack(popup);
    await popup.getByText('You are connected').waitFor();
    await attacker.sees('Northwind CRM is connected');
    const page = await victim.newPage();
    await page.goto(response.url());
    await page.getByText('attempt_used').waitFor();
    assert.deepEqual(foreign, []);
    assert.deepEqual([...left], [demo.provider], 'the bridge leads to the provider, and no page leads anywhere else');
  });

  it('F14, F15: going back from the callback page, forward to it and loading it again replays no code', async () => {
    await attacker.context.addInitScript({ content: keepOpen });
    const { popup } = await begin(attacker);
    await comesBack(popup);
    await popup.getByText('You are connected').waitFor();
    await attacker.sees('Northwind CRM is connected');
    const tokens = records.tokensGiven();
    const callback = popup.url();

    const reloaded = await popup.reload();
    assert.equal(reloaded?.status(), 400);
    await popup.getByText('This sign-in is already completed').waitFor();

    await popup.goBack();
    assert.ok(popup.url().startsWith(demo.provider), popup.url());
    await popup.goForward();
    assert.equal(popup.url(), callback);
    await popup.getByText('This sign-in is already completed').waitFor();

    assert.equal(records.tokensGiven(), tokens);
    assert.equal((await records.connections()).length, 1);
    assert.equal((await attacker.heard('connection-created')).length, 1);
    assert.deepEqual(await attacker.heard('connection-failed'), []);
  });

  it('F14: Back from the host page in redirect mode leads to the provider, forward again to the page, and neither replays a code', async () => {
    const host = await newHost(victim, '?mode=redirect');
    await host.choose('Northwind CRM');
    await provider.allow(host.page);
    await host.sees('Northwind CRM is connected');
    const tokens = records.tokensGiven();
    await host.page.goBack();
    assert.ok(host.page.url().startsWith(demo.provider), host.page.url());
    await host.page.goForward();
    await host.embed
      .getByRole('option', { name: /^Northwind CRM/ })
      .or(host.embed.getByText('is connected'))
      .first()
      .waitFor();
    assert.equal(records.tokensGiven(), tokens);
    assert.equal((await records.connections()).length, 1);
    assert.ok((await host.heard('connection-created')).length <= 1);
  });
});

async function newHost(context: BrowserContext, query = ''): Promise<HostPage> {
  const page = await context.newPage();
  await page.goto(`${demo.url}/${query}`);
  return hostPage(page);
}

/** The browser asked for `url`, and refuses to show what it got. */
async function isBlocked(context: BrowserContext, url: string): Promise<void> {
  const failed = await context.waitForEvent('requestfailed', (request) => request.url() === url);
  assert.equal(failed.failure()?.errorText, 'net::ERR_BLOCKED_BY_RESPONSE');
  assert.notEqual(failed.frame(), failed.frame().page().mainFrame());
}

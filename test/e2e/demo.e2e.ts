import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { isGone, openHostPage, provider, type HostPage } from './support/host-page.js';

/** A blocker of windows that can be told to let go. */
const refuseWindows = `
  const open = window.open.bind(window);
  window.refuseWindows = true;
  window.open = (...args) => (window.refuseWindows ? null : open(...args));
`;

let demo: RunningDemo;
let browser: Browser;

before(async () => {
  demo = await runDemo();
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await demo.close();
});

/** Each test is a user of its own browser, with nothing connected yet. */
async function asUser(run: (host: HostPage) => Promise<void>, query = '', init?: string): Promise<void> {
  const host = await openHostPage(browser, demo, { query, init });
  try {
    await host.removeAll();
    await run(host);
  } finally {
    await host.close();
  }
}

/** A user as above, of whose page no console line says that anything went wrong, or holds what the provider sent back. */
const asQuietUser: typeof asUser = (run, ...rest) =>
  asUser(
    async (host) => {
      const lines: { type: string; text: string }[] = [];
      host.page.on('console', (message) => lines.push({ type: message.type(), text: message.text() }));
      await run(host);
      // What the browser has to say of the page comes before its answer to this.
      await host.page.evaluate(() => undefined);
      assert.deepEqual(
        lines.filter(({ type, text }) => type === 'error' || text.includes('code=')),
        [],
      );
    },
    ...rest,
  );

/** Presses the mouse on a button and, a frame later, lets it go in the same place, as a hand does. */
async function clicks({ page, embed }: HostPage, button: string): Promise<void> {
  const { x, y, width, height } = (await embed.getByRole('button', { name: button, exact: true }).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.mouse.up();
}

describe('popup mode', () => {
  it('a user signs in at the provider, allows, and the page hears connection-created once', () =>
    asQuietUser(async (host) => {
      const popup = await host.signIn('Northwind CRM');
      await provider.allow(popup);
      await host.sees('Northwind CRM is connected');
      await host.sees('Signed in as ada@northwind.example');
      await isGone(popup);
      const [heard, ...more] = await host.heard('connection-created');
      assert.equal(more.length, 0);
      assert.deepEqual(Object.keys(heard!.detail).sort(), ['connection', 'reconnected']);
      assert.deepEqual(await host.connections(), ['northwind-crm']);
    }));

  it('one API key connects Lumen Mail', () =>
    asUser(async (host) => {
      await host.choose('Lumen Mail');
      await host.fill({ 'API Key': 'demo-good-key' });
      await host.press('Connect');
      await host.sees('Lumen Mail is connected');
      assert.deepEqual(await host.connections(), ['lumen-mail']);
    }));

  it('a key and a domain connect Harbor ATS', () =>
    asUser(async (host) => {
      await host.choose('Harbor ATS');
      await host.fill({ 'API Key': 'demo-good-key', Domain: 'acme' });
      await host.press('Connect');
      await host.sees('Harbor ATS is connected');
      assert.deepEqual(await host.connections(), ['harbor-ats']);
      await host.press('Done');
      await host.sees('Connect an account');
      await host.hears('embed-close');
    }));

  it('F50: a wrong key is refused at its field, keeps the domain, stores nothing, and a good key then connects', () =>
    asUser(async (host) => {
      await host.choose('Harbor ATS');
      await host.fill({ 'API Key': 'demo-wrong-key-canary', Domain: 'acme' });
      await host.press('Connect');
      await host.sees(/did not accept this API key/i);
      assert.deepEqual(await host.connections(), []);
      assert.equal(await host.embed.getByLabel('Domain', { exact: true }).inputValue(), 'acme');
      await host.fill({ 'API Key': 'demo-good-key' });
      await host.press('Connect');
      await host.sees('Harbor ATS is connected');
      assert.ok(!(await host.page.content()).includes('canary'), 'the refused key stands nowhere in the page');
    }));

  it('a click lands where it began, also when leaving the field has something to say below it', () =>
    asUser(async (host) => {
      const key = host.embed.getByLabel('API Key', { exact: true });
      await host.choose('Harbor ATS');
      await host.fill({ Domain: 'acme', 'API Key': '  demo-good-key ' });
      await key.focus();
      await clicks(host, 'Show');
      assert.equal(await key.getAttribute('type'), 'text');
      await host.sees('We removed spaces around it.');
      await key.fill(' demo-good-key ');
      await clicks(host, 'Connect');
      await host.sees('Harbor ATS is connected');
      await host.press('Connect another');
      await host.choose('Harbor ATS');
      await host.press('Connect another account');
      await key.fill('  short ');
      await clicks(host, 'All integrations');
      await host.sees('Connect an account');
    }));

  it('a refused key can be shown by the mouse, and its refusal stays where it is', () =>
    asUser(async (host) => {
      const key = host.embed.getByLabel('API Key', { exact: true });
      await host.choose('Harbor ATS');
      await host.fill({ 'API Key': 'demo-wrong-key-canary', Domain: 'acme' });
      await host.press('Connect');
      await host.sees(/did not accept this API key/i);
      const before = await key.boundingBox();
      await clicks(host, 'Show');
      assert.equal(await key.getAttribute('type'), 'text');
      await host.sees(/did not accept this API key/i);
      assert.deepEqual(await key.boundingBox(), before);
      await key.press('End');
      await key.press('x');
      await host.embed.getByText(/did not accept this API key/i).waitFor({ state: 'detached' });
      assert.deepEqual(await key.boundingBox(), before);
    }));

  it('F7: saying no at the provider connects nothing, tells the page so, and a retry works', () =>
    asQuietUser(async (host) => {
      await provider.deny(await host.signIn('Northwind CRM'));
      await host.sees('Access was not given');
      const heard = await host.hears('connection-failed');
      assert.equal(heard.detail['code'], 'access_denied');
      assert.equal(heard.detail['recoverable'], true);
      assert.deepEqual(await host.connections(), []);
      await provider.allow(await host.opens(() => host.press('Try again')));
      await host.sees('Northwind CRM is connected');
    }));

  it('F5: a closed window only changes the words; reopening it finishes', () =>
    asQuietUser(async (host) => {
      const popup = await host.signIn('Northwind CRM');
      await popup.getByRole('button', { name: 'Sign in' }).waitFor();
      await popup.close();
      await host.sees(/If you closed it before signing in/);
      assert.deepEqual(await host.heard('connection-failed'), []);
      await provider.allow(await host.opens(() => host.press('Reopen window')));
      await host.sees('Northwind CRM is connected');
      assert.equal((await host.heard('connection-created')).length, 1);
    }));

  it('F6: closing the window right after consent still connects', () =>
    asUser(async (host) => {
      const popup = await host.signIn('Northwind CRM');
      await provider.signInIfAsked(popup);
      const answered = popup.context().waitForEvent('response', (one) => one.url().includes('/oauth/code/'));
      await popup.getByRole('button', { name: 'Allow' }).click({ noWaitAfter: true });
      await answered;
      await popup.close();
      await host.sees('Northwind CRM is connected');
    }));

  it('opening the window again while it is there, and giving up, leave a sign-in page of the provider alone', () =>
    asQuietUser(async (host) => {
      const first = await host.signIn('Northwind CRM');
      await first.getByRole('button', { name: 'Sign in' }).waitFor();
      await host.sees('Finish in the other window');
      const second = await host.opens(() => host.press('Reopen window'));
      await provider.signInIfAsked(second);
      await host.press('Cancel');
      await host.sees('Connect an account');
      assert.deepEqual(await host.connections(), []);
    }));

  it('F4: a blocked window is offered by a button, and that button works', () =>
    asUser(
      async (host) => {
        await host.choose('Northwind CRM');
        await host.sees(/blocked by your browser/);
        await host.page.evaluate(() => Object.assign(window, { refuseWindows: false }));
        await provider.allow(await host.opens(() => host.press('Open sign-in window')));
        await host.sees('Northwind CRM is connected');
      },
      '',
      refuseWindows,
    ));

  it('F4: a blocked window can be gone around in this page', () =>
    asUser(
      async (host) => {
        await host.choose('Northwind CRM');
        await host.press('Continue in this page instead');
        await provider.allow(host.page);
        await host.sees('Northwind CRM is connected');
        assert.equal((await host.heard('connection-created')).length, 1);
      },
      '',
      refuseWindows,
    ));

  it('F8: a double click opens one window', () =>
    asUser(async (host) => {
      const windows: unknown[] = [];
      host.page.on('popup', (popup) => windows.push(popup));
      const row = host.embed.getByRole('option', { name: /^Northwind CRM/ });
      const popup = await host.opens(() => row.dblclick());
      await provider.allow(popup);
      await host.sees('Northwind CRM is connected');
      assert.equal(windows.length, 1);
      assert.deepEqual(await host.connections(), ['northwind-crm']);
    }));

  it('F11: a reload while the window is open resumes, and the page hears it once', () =>
    asUser(async (host) => {
      const popup = await host.signIn('Northwind CRM');
      await provider.signInIfAsked(popup);
      await host.page.reload();
      await host.sees('Finish in the other window');
      await provider.allow(popup);
      await host.sees('Northwind CRM is connected');
      assert.equal((await host.heard('connection-created')).length, 1);
    }));
});

describe('redirect mode', () => {
  it('F16: the user leaves, allows, and comes back to a clean address with the connection', () =>
    asUser(async (host) => {
      await host.choose('Northwind CRM');
      await provider.allow(host.page);
      await host.sees('Northwind CRM is connected');
      await host.hears('connection-created');
      assert.equal((await host.heard('connection-created')).length, 1);
      assert.equal(host.page.url(), `${demo.url}/?mode=redirect`);
      assert.deepEqual(await host.connections(), ['northwind-crm']);
    }, '?mode=redirect'));

  it('saying no comes back with the reason and stores nothing', () =>
    asUser(async (host) => {
      await host.choose('Northwind CRM');
      await provider.deny(host.page);
      await host.sees('Access was not given');
      assert.deepEqual(await host.connections(), []);
    }, '?mode=redirect'));
});

it('two users see their own connections only', () =>
  asUser(async (ada) => {
    await ada.choose('Lumen Mail');
    await ada.fill({ 'API Key': 'demo-good-key' });
    await ada.press('Connect');
    await ada.sees('Lumen Mail is connected');
    await asUser(async (grace) => assert.deepEqual(await grace.connections(), []), '?user=grace');
  }));

it('F25: a restart keeps connections and lets a sign-in that was under way finish', () =>
  asUser(async (host) => {
    await host.choose('Lumen Mail');
    await host.fill({ 'API Key': 'demo-good-key' });
    await host.press('Connect');
    await host.press('Connect another');
    const popup = await host.signIn('Northwind CRM');
    await provider.signInIfAsked(popup);
    await demo.restart();
    await provider.allow(popup);
    await host.sees('Northwind CRM is connected');
    assert.deepEqual(await host.connections(), ['lumen-mail', 'northwind-crm']);
  }));

it('W17: the whole way breaks no line of the strict content security policy, and no secret reaches page or URL', () =>
  asUser(async (host) => {
    const urls: string[] = [];
    const complaints: string[] = [];
    host.context.on('request', (request) => urls.push(request.url()));
    host.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await host.choose('Lumen Mail');
    await host.fill({ 'API Key': 'demo-good-key' });
    await host.press('Connect');
    await host.press('Connect another');
    await provider.allow(await host.signIn('Northwind CRM'));
    await host.sees('Northwind CRM is connected');
    assert.deepEqual(
      complaints.filter((text) => /Content Security Policy|TrustedHTML|Trusted Type/i.test(text)),
      [],
    );
    const text = (await host.page.content()) + (await host.page.evaluate(() => JSON.stringify({ ...sessionStorage })));
    for (const place of [...urls, text])
      assert.doesNotMatch(place, /demo-good-key|eyJ[\w-]{10}|client_secret|access_token=/);
  }));

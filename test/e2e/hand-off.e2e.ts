import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import helmet from 'helmet';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DemoOptions } from '../../demo/demo.js';
import { createAttempt, kept, pollOnce } from './support/attempt.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { hostPage, isGone, openHostPage, provider, type HostPage } from './support/host-page.js';
import { openRecords, type Records } from './support/records.js';
import { startSite } from './support/site.js';

type HostHeaders = NonNullable<DemoOptions['hostHeaders']>;

let demo: RunningDemo;
let browser: Browser;
let records: Records;
/** What the host's own middleware does from now on. */
let hostHeaders: HostHeaders = () => {};

before(async () => {
  demo = await runDemo({ hostHeaders: (request, response) => hostHeaders(request, response) });
  [browser, records] = await Promise.all([launchChromium(), openRecords(demo)]);
});
after(async () => {
  await browser.close();
  await records.close();
  await demo.close();
});
beforeEach(async () => {
  hostHeaders = () => {};
  demo.setProviderCoop(undefined);
  await records.clear();
});

async function asUser(
  run: (host: HostPage) => Promise<void>,
  { query, init }: { query?: string; init?: string } = {},
): Promise<void> {
  const host = await openHostPage(browser, demo, { ...(query && { query }), init });
  try {
    await run(host);
  } finally {
    await host.close();
  }
}

/** The page heard of one connection, hears of no more however often it looks again, and there is one. */
async function connectedOnce(host: HostPage): Promise<void> {
  await host.sees('Northwind CRM is connected');
  await host.hears('connection-created');
  for (const kick of ['focus', 'pageshow', 'online']) {
    await host.page.evaluate(async (type) => {
      window.dispatchEvent(new Event(type));
      await fetch('/api/me');
    }, kick);
  }
  assert.equal((await host.heard('connection-created')).length, 1);
  assert.deepEqual(await host.heard('connection-failed'), []);
  assert.equal((await records.connections()).length, 1);
}

describe('F1, F2: redirect mode completes whatever opener policy host and provider send', () => {
  let context: BrowserContext;
  before(async () => {
    context = await browser.newContext();
    context.setDefaultTimeout(10_000);
  });
  after(() => context.close());

  for (const hostPolicy of [undefined, 'same-origin']) {
    for (const providerPolicy of ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups']) {
      it(`host ${hostPolicy ?? 'none'}, provider ${providerPolicy}`, async () => {
        hostHeaders = (_, response) => {
          if (hostPolicy) response.setHeader('Cross-Origin-Opener-Policy', hostPolicy);
        };
        demo.setProviderCoop(providerPolicy);
        const page = await context.newPage();
        await page.goto(`${demo.url}/?mode=redirect`);
        const host = hostPage(page);
        await host.choose('Northwind CRM');
        await provider.allow(page);
        await connectedOnce(host);
        assert.equal(page.url(), `${demo.url}/?mode=redirect`);
        await page.close();
      });
    }
  }
});

describe("under helmet's defaults", () => {
  /** helmet as it comes, with our server named where `directives` say so. */
  const withHelmet = (directives: readonly string[]): HostHeaders => {
    const named = Object.fromEntries(directives.map((name) => [name, ["'self'", demo.server]]));
    const middleware = helmet({
      // plain http on loopback: there is nothing to upgrade to
      contentSecurityPolicy: { directives: { ...named, 'upgrade-insecure-requests': null } },
    });
    return (request, response) => middleware(request, response, (error) => assert.equal(error, undefined));
  };

  it('F58: redirect mode completes once the server is listed', async () => {
    hostHeaders = withHelmet(['script-src', 'connect-src', 'form-action', 'img-src']);
    await asUser(
      async (host) => {
        await host.choose('Northwind CRM');
        await provider.allow(host.page);
        await connectedOnce(host);
      },
      { query: '?mode=redirect' },
    );
  });

  for (const query of ['', '?mode=redirect']) {
    it(`F57: without form-action the page names the cause within 3 s (${query || 'popup'})`, async () => {
      hostHeaders = withHelmet(['script-src', 'connect-src', 'img-src']);
      await asUser(
        async (host) => {
          const popups: Page[] = [];
          host.page.on('popup', (popup) => popups.push(popup));
          // Listened for from inside: a driver takes the page for one that is about to leave once its form was refused.
          const failed = host.page.evaluate(
            () =>
              new Promise<{ code: string; words: string; took: number }>((resolve) => {
                let chosen = Infinity;
                addEventListener('integration-select', ({ timeStamp }) => (chosen = timeStamp));
                addEventListener('connection-failed', async (event) => {
                  const embed = document.querySelector('connection-embed') as HTMLElement & { updateComplete: unknown };
                  await embed.updateComplete;
                  const { code } = (event as CustomEvent).detail;
                  resolve({ code, words: embed.shadowRoot?.textContent ?? '', took: event.timeStamp - chosen });
                });
              }),
          );
          await host.choose('Northwind CRM');
          const { code, words, took } = await failed;
          assert.ok(took >= 0 && took < 3000, `took ${took} ms`);
          assert.equal(code, 'blocked_by_csp');
          assert.match(words, /blocked_by_csp/);
          assert.equal(host.page.url(), `${demo.url}/${query}`);
          assert.deepEqual(await records.connections(), []);
          // no window is left behind
          await Promise.all(popups.map(isGone));
          assert.equal(popups.length, query ? 0 : 1);
        },
        { query },
      );
    });
  }

  it('F57: without connect-src the page names the cause within 3 s', async () => {
    hostHeaders = withHelmet(['script-src', 'form-action', 'img-src']);
    // By the clock of the page, which starts when it is asked for: starting a browser is no part of it.
    const note = `addEventListener('connection-failed', ({ timeStamp }) => Object.assign(window, { failedAfter: timeStamp }))`;
    await asUser(
      async (host) => {
        const { detail } = await host.hears('connection-failed');
        const took = await host.page.evaluate(() => (window as unknown as { failedAfter: number }).failedAfter);
        assert.ok(took < 3000, `took ${took} ms`);
        assert.equal(detail['code'], 'blocked_by_csp');
      },
      { init: note },
    );
  });
});

describe('windows', () => {
  const refusals = {
    throws: `window.open = () => { throw new DOMException('refused', 'InvalidAccessError'); };`,
    'answers a window that is closed at once': `window.open = () => ({ closed: true, close() {} });`,
  };
  for (const [how, init] of Object.entries(refusals)) {
    it(`F4: where window.open ${how}, the way on in this page is offered and works`, () =>
      asUser(
        async (host) => {
          await host.choose('Northwind CRM');
          await host.sees(/blocked by your browser/);
          assert.deepEqual(
            await records.attempts(),
            [],
            'nothing was asked of the server for a window that is not there',
          );
          await host.embed.getByRole('button', { name: 'Open sign-in window' }).waitFor();
          await host.press('Continue in this page instead');
          await provider.allow(host.page);
          await connectedOnce(host);
        },
        { init },
      ));
  }

  it('F5: a closed window changes the words within 2 s, Reopen makes a new attempt, and the old one is over', () =>
    asUser(async (host) => {
      // By a clock of the page's own: how long a busy machine takes is no part of it.
      const { clock } = host.page;
      await clock.install();
      const opened = await host.page.evaluateHandle(() => {
        const { open } = window;
        const handles: (Window | null)[] = [];
        window.open = (...args) => handles[handles.push(open.apply(window, args)) - 1] ?? null;
        return handles;
      });
      const popup = await host.signIn('Northwind CRM');
      await popup.getByRole('button', { name: 'Sign in' }).waitFor();
      const [first] = await kept(host.page);
      await clock.pauseAt(1000 + (await host.page.evaluate(() => Date.now())));
      await popup.close();
      await host.page.waitForFunction(([window]) => window?.closed, opened);
      await clock.runFor(2000);
      assert.equal(await host.embed.getByText(/If you closed it before signing in/).count(), 1);
      await clock.resume();
      const again = await host.opens(() => host.press('Reopen window'));
      await provider.allow(again);
      await connectedOnce(host);
      assert.equal((await pollOnce(demo, first!)).status, 'cancelled');
      const ends = (await records.attempts()).map(({ status }) => status).sort();
      assert.deepEqual(ends, ['cancelled', 'connected']);
    }));

  it('F8: a double click is one window and one attempt', () =>
    asUser(async (host) => {
      const popup = await host.opens(() => host.embed.getByRole('option', { name: /^Northwind CRM/ }).dblclick());
      await provider.allow(popup);
      await connectedOnce(host);
      assert.equal((await records.attempts()).length, 1);
    }));

  it("W2: no window of the whole way posts to '*', and none is sent a message; the last one closes itself", () =>
    asUser(async (host) => {
      const posted: unknown[] = [];
      await host.context.exposeBinding('tell', (_, told: unknown) => posted.push(told));
      // Across origins the sender's own function is not the one that runs, so what arrives is watched too.
      await host.context.addInitScript(() => {
        const tell = (globalThis as unknown as { tell(told: unknown): void }).tell;
        const post = window.postMessage.bind(window);
        window.postMessage = ((...args: Parameters<typeof post>) => {
          tell({ at: location.href, target: args[1] });
          post(...args);
        }) as typeof window.postMessage;
        addEventListener('message', ({ origin }) => tell({ at: location.href, from: origin }));
      });
      // The page must not learn of it and close the window before the window's own last page has run.
      const { promise: ran, resolve: letGo } = withResolvers();
      await host.context.route(`${demo.server}/oauth/attempts/*`, async (route) => {
        await ran;
        await route.continue();
      });
      await host.page.reload();
      const popup = await host.signIn('Northwind CRM');
      await provider.allow(popup);
      await isGone(popup);
      letGo();
      await connectedOnce(host);
      assert.deepEqual(posted, []);
      await host.page.evaluate(
        () =>
          new Promise((resolve) => {
            addEventListener('message', resolve);
            window.postMessage('seen', '*');
          }),
      );
      assert.equal(posted.length, 2, 'what is posted and what arrives would have been seen');
    }));
});

it('F49: Enter pressed five times in the token form makes one connection', () =>
  asUser(async (host) => {
    const creations: string[] = [];
    const { promise: pressed, resolve: letGo } = withResolvers();
    await host.context.route(`${demo.server}/unified/connection`, async (route) => {
      if (route.request().method() === 'POST') {
        creations.push(route.request().headers()['idempotency-key'] ?? '');
        await pressed;
      }
      await route.continue();
    });
    await host.choose('Lumen Mail');
    await host.fill({ 'API Key': 'demo-good-key' });
    for (let i = 0; i < 5; i++) await host.page.keyboard.press('Enter');
    letGo();
    await host.sees('Lumen Mail is connected');
    await host.hears('connection-created');
    assert.equal(creations.length, 1);
    assert.equal((await host.heard('connection-created')).length, 1);
    assert.deepEqual(await host.connections(), ['lumen-mail']);
  }));

describe('what a page can be made to believe', () => {
  it('B57: after somebody else has signed in to the host, the tab forgets the sign-in and hears nothing of it', () =>
    asUser(async (host) => {
      const popup = await host.signIn('Northwind CRM');
      await provider.signInIfAsked(popup);
      const [attempt] = await kept(host.page);
      const anonymous: string[] = [];
      host.page.on('request', (request) => {
        if (request.url().includes(attempt!.id) && !request.headers()['authorization']) anonymous.push(request.url());
      });
      // The session comes late, so that whoever does not wait for it would ask without.
      const { promise: late, resolve: letGo } = withResolvers();
      await host.context.route('**/api/connect-session', async (route) => {
        await late;
        await route.continue();
      });
      await host.page.goto(`${demo.url}/?user=grace`);
      await host.page.evaluate(async () => {
        for (let i = 0; i < 10; i++) await fetch('/api/me');
      });
      letGo();
      await host.embed.getByRole('option', { name: /^Northwind CRM/ }).waitFor();
      await host.page.waitForFunction(() => sessionStorage.length === 0);
      await provider.allow(popup);
      await isGone(popup);
      assert.equal((await pollOnce(demo, attempt!)).status, 'connected', 'who began it has the connection');
      assert.deepEqual(await records.connections(), [{ integration_type: 'northwind-crm', external_xref: 'ada' }]);
      await host.page.evaluate(() => void window.dispatchEvent(new Event('focus')));
      assert.deepEqual(anonymous, []);
      assert.deepEqual(await host.connections(), []);
      assert.deepEqual(await host.heard('connection-created'), []);
      assert.deepEqual(await host.heard('connection-failed'), []);
    }));

  it('B59: a tag somebody injected with an endpoint of theirs is sent no token', async (t) => {
    hostHeaders = (_, response) => response.removeHeader('Content-Security-Policy');
    const evil = await startSite('evil.localhost');
    t.after(() => evil.close());
    await asUser(async (host) => {
      for (const endpoint of [evil.url, `${demo.server}@${new URL(evil.url).host}`, `//${new URL(evil.url).host}`]) {
        const code = await host.page.evaluate(
          ({ endpoint }) =>
            new Promise<string>((resolve) => {
              const tag = document.createElement('connection-embed');
              tag.setAttribute('endpoint', endpoint);
              tag.setAttribute('session-url', '/api/connect-session');
              tag.addEventListener('connection-failed', (event) => resolve((event as CustomEvent).detail.code));
              tag.addEventListener('embed-ready', () => resolve('ready'));
              document.body.append(tag);
            }),
          { endpoint },
        );
        assert.match(code, /^(endpoint_mismatch|invalid_request)$/, endpoint);
      }
    });
    assert.deepEqual(evil.asked, []);
  });

  it('W9, W10: an attempt, session or endpoint put into address, hash, window name or message is never taken up', () =>
    asUser(async (host) => {
      const { id, poll_secret } = await createAttempt(host.page, demo);
      const planted = {
        id,
        poll_secret,
        token: 'planted-token',
        endpoint: 'http://planted.localhost',
        session: 'planted',
      };
      const asked: string[] = [];
      host.context.on('request', (request) => {
        if (request.isNavigationRequest()) return;
        const { referer = '', ...headers } = request.headers();
        // To its own server any page says where it is; to ours it must not.
        const said = request.url().startsWith(demo.url) ? headers : { referer, ...headers };
        asked.push(`${request.url()} ${JSON.stringify(said)} ${request.postData() ?? ''}`);
      });
      await host.page.evaluate((all) => {
        window.name = JSON.stringify(all);
      }, planted);
      const rest = 'token=planted-token&session=planted&endpoint=http%3A%2F%2Fplanted.localhost';
      await host.page.goto(
        `${demo.url}/?${rest}&connection_attempt=${id}&poll_secret=${poll_secret}&keep=a%20b#connection_attempt=${id}`,
      );
      await host.embed.getByRole('option', { name: /^Northwind CRM/ }).waitFor();
      await host.page.evaluate(async (all) => {
        for (const type of ['connection-created', 'connected', 'authorized']) {
          window.postMessage({ type, ...all }, location.origin);
          const channel = new BroadcastChannel(`connection-attempt-${all.id}`);
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target, it is of one origin
          channel.postMessage({ type, ...all });
          channel.close();
        }
        await fetch('/api/me');
      }, planted);
      assert.equal(
        host.page.url(),
        `${demo.url}/?${rest}&poll_secret=${poll_secret}&keep=a%20b#connection_attempt=${id}`,
      );
      assert.ok(asked.some((one) => one.startsWith(`${demo.server}/unified/integration`)));
      for (const value of [id, poll_secret, 'planted']) {
        assert.deepEqual(
          asked.filter((one) => one.includes(value)),
          [],
        );
      }
      assert.equal((await pollOnce(demo, { id, poll_secret })).status, 'created');
      assert.deepEqual(await host.heard('connection-created'), []);
      assert.deepEqual(await kept(host.page), []);
    }));
});

/** ES2024's `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

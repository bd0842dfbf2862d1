import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { kept } from './support/attempt.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { hostPage, provider, type HostPage } from './support/host-page.js';
import { openRecords, type Records } from './support/records.js';

let demo: RunningDemo;
let browser: Browser;
let records: Records;
before(async () => {
  demo = await runDemo();
  [browser, records] = await Promise.all([launchChromium(), openRecords(demo)]);
});
after(async () => {
  await browser.close();
  await records.close();
  await demo.close();
});
beforeEach(() => records.clear());

async function asUser(run: (host: HostPage) => Promise<void>, { ahead = 0, query = '' } = {}): Promise<void> {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  if (ahead !== 0) await context.clock.install({ time: Date.now() + ahead });
  const page = await context.newPage();
  await page.goto(`${demo.url}/${query}`);
  try {
    await run(hostPage(page));
  } finally {
    await context.close();
  }
}

async function connectedOnce(host: HostPage): Promise<void> {
  await host.sees('Northwind CRM is connected');
  assert.equal((await host.heard('connection-created')).length, 1);
  assert.deepEqual(await host.heard('connection-failed'), []);
}

const DAY = 24 * 3_600_000;

for (const [wrong, ahead] of [
  ['a day ahead', DAY],
  ['a day behind', -DAY],
] as const) {
  describe(`F60: the clock of the device is ${wrong}`, () => {
    for (const query of ['', '?mode=redirect']) {
      it(`a sign-in and a form complete, with one session, as by a right clock (${query || 'popup'})`, () =>
        asUser(
          async (host) => {
            await host.sees('Northwind CRM');
            const sessions: string[] = [];
            host.context.on('request', (request) => {
              if (request.url().endsWith('/api/connect-session')) sessions.push(request.url());
            });
            assert.ok(Math.abs((await host.page.evaluate(() => Date.now())) - Date.now() - ahead) < 60_000);
            if (query === '') await provider.allow(await host.signIn('Northwind CRM'));
            else {
              await host.choose('Northwind CRM');
              await provider.allow(host.page);
            }
            await connectedOnce(host);
            // The page that one comes back to asks for a session of its own.
            assert.equal(sessions.length, query === '' ? 0 : 1);
            await host.press('Connect another');
            await host.choose('Lumen Mail');
            await host.fill({ 'API Key': 'demo-good-key' });
            await host.press('Connect');
            await host.sees('Lumen Mail is connected');
            assert.equal(sessions.length, query === '' ? 0 : 1);
            const [connection] = (await host.heard('connection-created')).map(({ detail }) => detail['connection']);
            const { created_at } = connection as { created_at: string };
            assert.ok(Math.abs(Date.parse(created_at) - Date.now()) < 60_000, 'times are the server’s');
          },
          { ahead, query },
        ));
    }
  });
}

describe('F61: a storm of polls', () => {
  it('of others behind the same address is stopped by the limit, and the sign-in under way completes beside it', () =>
    asUser(async (host) => {
      const popup = await host.signIn('Northwind CRM');
      await provider.signInIfAsked(popup);
      const [attempt] = await kept(host.page);
      const storm = Array.from({ length: 100 }, (_, at) =>
        fetch(`${demo.server}/oauth/attempts/${attempt?.id ?? ''}`, { headers: { 'attempt-secret': `guess-${at}` } }),
      );
      const answers = await Promise.all(storm);
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([404, 429]));
      const refused = answers.find(({ status }) => status === 429);
      assert.ok(Number(refused?.headers.get('retry-after')) >= 1);
      await provider.allow(popup);
      await connectedOnce(host);
    }));

  it('that a limit stops is taken up again when it may be, not before, and completes', () =>
    asUser(async (host) => {
      const asked: number[] = [];
      await host.context.route(`${demo.server}/oauth/attempts/*`, async (route) => {
        asked.push(performance.now());
        if (asked.length > 2) return route.continue();
        await route.fulfill({
          status: 429,
          headers: {
            'retry-after': '1',
            'access-control-allow-origin': demo.url,
            'access-control-expose-headers': 'Retry-After',
          },
          contentType: 'application/problem+json',
          body: JSON.stringify({ type: 'about:blank', title: 'rate limited', status: 429, code: 'rate_limited' }),
        });
      });
      await provider.allow(await host.signIn('Northwind CRM'));
      await host.page.evaluate(() => void window.dispatchEvent(new Event('focus')));
      await connectedOnce(host);
      assert.ok(asked.length >= 3);
      for (const at of [1, 2]) assert.ok((asked[at] ?? 0) - (asked[at - 1] ?? 0) >= 990);
    }));
});

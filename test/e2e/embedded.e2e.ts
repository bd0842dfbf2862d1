import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { chooseInFrame } from './support/in-frame.js';
import { hostPage, provider } from './support/host-page.js';
import { startSite, type Site } from './support/site.js';

let demo: RunningDemo;
let portal: Site;
let browser: Browser;

before(async () => {
  portal = await startSite('portal.localhost');
  demo = await runDemo({
    providerCoop: 'same-origin',
    hostHeaders: (_, response) => {
      const policy = String(response.getHeader('Content-Security-Policy'));
      response.setHeader('Content-Security-Policy', policy.replace("ancestors 'none'", `ancestors ${portal.url}`));
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    },
  });
  browser = await launchChromium(['--test-third-party-cookie-phaseout']);
});
after(async () => {
  await browser.close();
  await portal.close();
  await demo.close();
});

/** Whether this place may keep a cookie, which it tries in the way a third party would. */
async function keepsCookies(place: Page | Frame): Promise<boolean> {
  return await place.evaluate(() => {
    document.cookie = 'probe=1; SameSite=None; Secure';
    return document.cookie.includes('probe=1');
  });
}

it('F3, F59: in a frame of another site, with both opener policies and no third-party cookies, it completes', async () => {
  portal.serve('/', { html: `<!doctype html><title>Portal</title><iframe src="${demo.url}" height="800"></iframe>` });
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(portal.url);
  const frame = page.frameLocator('iframe');
  const embed = frame.locator('connection-embed');
  const row = embed.getByRole('option', { name: /^Northwind CRM/ });
  const [popup] = await Promise.all([page.waitForEvent('popup'), chooseInFrame(frame, () => row.click())]);
  const framed = page.frames().find((frame) => frame.url().startsWith(demo.url));
  assert.ok(framed && !(await keepsCookies(framed)), 'the browser blocks them');
  await provider.allow(popup);
  await embed.getByRole('heading', { name: 'Northwind CRM is connected' }).waitFor();
  const heard = await framed.locator('#events li[data-event^="connection-"]').all();
  assert.equal(heard.length, 1);
  assert.equal(await heard[0]?.getAttribute('data-event'), 'connection-created');
  await page.close();
});

it('F59: where the server is of another site than the page, no third-party cookie is used, in a window or in this page', async () => {
  for (const query of ['', '?mode=redirect']) {
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await page.goto(`${demo.url}/${query}`);
    assert.ok(await keepsCookies(page), 'its own it may keep');
    const host = hostPage(page);
    await host.removeAll();
    const signIn = query ? (await host.choose('Northwind CRM'), page) : await host.signIn('Northwind CRM');
    await provider.allow(signIn);
    await host.sees('Northwind CRM is connected');
    await context.close();
  }
});

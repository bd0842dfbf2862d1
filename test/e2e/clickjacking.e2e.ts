import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { ConnectionEmbed } from '../../src/widget/element/index.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { openHostPage, type HostPage } from './support/host-page.js';
import { chooseInFrame, refusal } from './support/in-frame.js';
import { startSite, type Site } from './support/site.js';

const canary = 'lumen-canary-9d04';

let demo: RunningDemo;
let browser: Browser;
let site: Site;

before(async () => {
  // A product that says nothing of who may frame it.
  demo = await runDemo({ hostHeaders: (_, response) => response.removeHeader('content-security-policy') });
  [browser, site] = await Promise.all([launchChromium(), startSite('localhost')]);
});
after(async () => {
  await browser.close();
  await site.close();
  await demo.close();
});

/** The product's page, framed by a page of another origin that can lay something over it. */
async function framed(
  before: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<{ page: Page; frame: FrameLocator; close(): Promise<void> }> {
  site.serve('/', {
    html: `<!doctype html><title>Win a prize</title>
      <style>body { margin: 0 } iframe { border: 0; width: 900px; height: 900px }
      #cover { position: fixed; inset: 0; background: #fff; pointer-events: none }</style>
      <iframe src="${demo.url}/"></iframe><div id="cover" hidden>Win a prize</div>`,
  });
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  page.setDefaultTimeout(10_000);
  await before(page);
  await page.goto(`${site.url}/`);
  return { page, frame: page.frameLocator('iframe'), close: () => page.close() };
}

/** Holds back all that comes after the picker, until it is let through. */
async function withoutLater(page: Page): Promise<() => void> {
  let arrive = (): void => undefined;
  const arriving = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/chunks\/later-/, async (route) => {
    await arriving;
    await route.continue();
  });
  return arrive;
}

async function toForm(frame: FrameLocator): Promise<void> {
  const row = frame.getByRole('option', { name: /^Lumen Mail/ });
  await chooseInFrame(frame, () => row.click());
  await frame.getByLabel('API Key', { exact: true }).fill(canary);
}

/** How often the form was sent. */
function sent(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/unified/connection')) count++;
  });
  return () => count;
}

describe('a form for a secret, framed by a page of another origin', () => {
  for (const [name, hide, show] of [
    [
      'something is laid over it',
      (page: Page) => page.locator('#cover').evaluate((cover) => cover.removeAttribute('hidden')),
      (page: Page) => page.locator('#cover').evaluate((cover) => cover.setAttribute('hidden', '')),
    ],
    [
      'it is made transparent',
      (page: Page) => page.locator('iframe').evaluate((frame) => frame.style.setProperty('opacity', '0.02')),
      (page: Page) => page.locator('iframe').evaluate((frame) => frame.style.removeProperty('opacity')),
    ],
    [
      'only its field and its button are left in sight',
      async (page: Page) => {
        const frame = page.frameLocator('iframe');
        const field = await frame.getByLabel('API Key', { exact: true }).boundingBox();
        assert.ok(field);
        const margin = `${30 - Math.round(field.y)}px`;
        await page.locator('iframe').evaluate((clipped, top) => clipped.style.setProperty('margin-top', top), margin);
      },
      (page: Page) => page.locator('iframe').evaluate((frame) => frame.style.removeProperty('margin-top')),
    ],
    [
      'only its button is left in sight',
      (page: Page) => page.locator('iframe').evaluate((frame) => frame.style.setProperty('margin-top', '-700px')),
      (page: Page) => page.locator('iframe').evaluate((frame) => frame.style.removeProperty('margin-top')),
    ],
  ] as const)
    it(`W18: is not sent while ${name}, loses nothing, and is sent afterwards`, async () => {
      const { page, frame, close } = await framed();
      const count = sent(page);
      await toForm(frame);
      const connect = frame.getByRole('button', { name: 'Connect', exact: true });
      assert.equal(await connect.getAttribute('aria-disabled'), null);
      await hide(page);
      await frame.getByText(refusal).waitFor();
      assert.equal(await connect.getAttribute('aria-disabled'), 'true');
      await connect.dispatchEvent('click');
      await frame.getByLabel('API Key', { exact: true }).press('Enter');
      assert.equal(count(), 0);
      await show(page);
      await frame.getByText(refusal).waitFor({ state: 'detached' });
      assert.equal(await frame.getByLabel('API Key', { exact: true }).inputValue(), canary);
      // For a while after a frame has moved Chromium itself passes no click of a mouse on to it.
      await connect.press('Enter');
      await frame.getByText('did not accept').first().waitFor();
      assert.equal(count(), 1);
      await close();
    });
});

for (const height of [80, 110, 140, 170, 200])
  it(`W18: a frame ${height} px high shows what a form is about before it shows its button`, async () => {
    const { page, frame, close } = await framed();
    await toForm(frame);
    const tag = frame.locator('connection-embed');
    await tag.evaluate((element) => element.scrollIntoView());
    await page.locator('iframe').evaluate((small, px) => small.style.setProperty('height', `${px}px`), height);
    await tag.evaluate((element) => element.scrollIntoView());
    const connect = frame.getByRole('button', { name: 'Connect', exact: true });
    const [title, box] = [
      await frame.getByRole('heading', { name: /Lumen Mail/ }).boundingBox(),
      await connect.boundingBox(),
    ];
    assert.ok(title && box && title.y >= 0 && title.y < height && box.y > height, JSON.stringify({ title, box }));
    await close();
  });

it('W18: in a frame that is made transparent nothing is removed and no sign-in begins, and all is as it was afterwards', async () => {
  const { page, frame, close } = await framed();
  const written: string[] = [];
  page.on('request', (request) => {
    if (/\/unified\/connection|\/oauth\//.test(request.url()) && request.method() !== 'GET')
      written.push(request.method());
  });
  let windows = 0;
  page.on('popup', () => windows++);
  const told = frame.getByText(refusal);
  const hide = () => page.locator('iframe').evaluate((hidden) => hidden.style.setProperty('opacity', '0.01'));
  const show = async () => {
    await page.locator('iframe').evaluate((shown) => shown.style.removeProperty('opacity'));
    await told.waitFor({ state: 'detached' });
  };
  const tag = frame.locator('connection-embed');
  // By keys: Chromium itself passes some clicks of a mouse on to no frame that watches whether it is seen.
  const press = (button: string) => tag.getByRole('button', { name: button, exact: true }).press('Enter');
  const choose = async (name: string): Promise<void> => {
    await frame.getByRole('combobox').fill(name);
    await frame.getByRole('option', { name: new RegExp(`^${name}`), selected: true }).waitFor();
    await frame.getByRole('combobox').press('Enter');
  };
  await chooseInFrame(frame, () => choose('Lumen Mail'));
  await frame.getByLabel('API Key', { exact: true }).fill('demo-good-key');
  await press('Connect');
  await press('Connect another');
  written.length = 0;

  // The form says when the engine has noticed.
  await choose('Lumen Mail');
  await press('Connect another account');
  await hide();
  await told.waitFor();
  await press('All integrations');
  await told.waitFor({ state: 'detached' });
  await choose('Northwind CRM');
  await told.waitFor();
  await show();

  await choose('Lumen Mail');
  await press('Remove');
  await hide();
  await told.waitFor();
  await press('Remove');
  assert.deepEqual([written, windows], [[], 0]);
  await show();
  await press('Remove');
  await frame.getByRole('combobox').waitFor();
  assert.deepEqual([written, windows], [['DELETE'], 0]);
  await close();
});

it('W18: shows no list before what guards it is there, says when that does not arrive, and shows it after another try', async () => {
  let arrive = (): void => undefined;
  const { frame, close } = await framed(async (page) => (arrive = await withoutLater(page)));
  const tag = frame.locator('connection-embed');
  await tag.evaluate(async (element) => {
    const tag = element as ConnectionEmbed;
    while (tag.flow.step !== 'picking') await new Promise((resolve) => setTimeout(resolve, 5));
    await tag.updateComplete;
  });
  assert.equal(await frame.getByRole('option').count(), 0);
  arrive();
  await frame.getByRole('option').first().waitFor();
  await close();

  let blocked = true;
  const other = await framed((page) =>
    page.route(/\/chunks\/later-/, (route) => (blocked ? route.abort() : route.continue())),
  );
  const again = other.frame.getByRole('button', { name: 'Try again', exact: true });
  await again.waitFor();
  assert.equal(await other.frame.getByRole('option').count(), 0);
  blocked = false;
  await again.press('Enter');
  await other.frame.getByRole('option').first().waitFor();
  await other.close();
});

/** Holds back what the engine tells of its looks, until `look()` lets it through. */
const holdLooks = `{
  const held = [];
  let looking = false;
  globalThis.look = () => {
    looking = true;
    for (const tell of held.splice(0)) tell();
  };
  globalThis.IntersectionObserver = class extends IntersectionObserver {
    constructor(told, options) {
      super((...args) => (looking ? told(...args) : held.push(() => told(...args))), options);
    }
  };
}`;

it('W18: a press that no look of the engine came before is dropped, told of, and never made up for', async () => {
  const { page, frame, close } = await framed((page) => page.addInitScript(holdLooks));
  const row = frame.getByRole('option', { name: /^Northwind CRM/ });
  const tag = frame.locator('connection-embed');
  const step = () => tag.evaluate((element) => (element as ConnectionEmbed).flow.step);
  let windows = 0;
  page.on('popup', () => windows++);
  await row.dispatchEvent('click');
  await frame.getByText(refusal).waitFor();
  await tag.evaluate(() => (globalThis as unknown as { look(): void }).look());
  await frame.getByText(refusal).waitFor({ state: 'detached' });
  assert.deepEqual([await step(), windows], ['picking', 0]);
  const opened = page.waitForEvent('popup');
  await row.click();
  await opened;
  await close();
});

it('W18: a press on what comes into sight in a flash is dropped and told of; half a second later one counts', async () => {
  const { page, frame, close } = await framed();
  const row = frame.getByRole('option', { name: /^Lumen Mail/ });
  const tag = frame.locator('connection-embed');
  const cover = page.locator('#cover');
  await row.waitFor();
  await cover.evaluate((element) => element.removeAttribute('hidden'));
  // The user presses in the very moment in which the engine first tells of it, as early as the tag can know.
  const flashed = tag.evaluate(
    (element, refusal) =>
      new Promise<{ step: string; told: boolean }>((resolve) => {
        const tag = element as ConnectionEmbed;
        const panel = tag.renderRoot.querySelector('[part=panel]') as Element;
        let covered = false;
        const options = { trackVisibility: true, delay: 100 } as IntersectionObserverInit;
        new IntersectionObserver((entries, observer) => {
          const { isVisible } = entries.at(-1) as unknown as { isVisible: boolean };
          document.title = isVisible ? 'shown' : 'covered';
          covered ||= !isVisible;
          if (!covered || !isVisible) return;
          observer.disconnect();
          for (const row of tag.renderRoot.querySelectorAll<HTMLElement>('[role=option]'))
            if (row.textContent?.includes('Lumen Mail')) row.click();
          // The words stay for no longer than half a second: too short for a look from outside.
          void tag.updateComplete.then(() =>
            resolve({ step: tag.flow.step, told: (tag.renderRoot.textContent ?? '').includes(refusal) }),
          );
        }, options).observe(panel);
      }),
    refusal,
  );
  const inner = page.frames()[1];
  assert.ok(inner);
  await inner.waitForFunction(() => document.title === 'covered');
  await cover.evaluate((element) => element.setAttribute('hidden', ''));
  assert.deepEqual(await flashed, { step: 'picking', told: true });
  await frame.getByText(refusal).waitFor({ state: 'detached' });
  await row.dispatchEvent('click');
  await frame.getByLabel('API Key', { exact: true }).waitFor();
  await close();
});

it('W18: nothing changes where no page of another origin is around it', async () => {
  const host: HostPage = await openHostPage(browser, demo);
  const count = sent(host.page);
  await host.choose('Lumen Mail');
  await host.fill({ 'API Key': canary });
  await host.page.evaluate(() => {
    const cover = document.createElement('div');
    Object.assign(cover.style, { position: 'fixed', inset: '0', background: '#fff', pointerEvents: 'none' });
    document.body.append(cover);
  });
  await host.press('Connect');
  await host.sees('did not accept');
  assert.equal(count(), 1);
  await host.close();
});

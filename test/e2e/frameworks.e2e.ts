import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildExamples, examples } from '../../demo/frameworks/build.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { hostPage, provider } from './support/host-page.js';

const cache = 'node_modules/.cache';
let demo: RunningDemo;
let browser: Browser;
let outDir: string;
/** A page of the product, to take away what an example has connected. */
let product: Page;

before(async () => {
  // Relative to where the command runs, as the one in the README has it.
  await mkdir(cache, { recursive: true });
  outDir = await mkdtemp(`${cache}/examples-`);
  demo = await runDemo({ examples: outDir });
  [browser] = await Promise.all([launchChromium(), buildExamples({ server: demo.server, outDir })]);
  product = await browser.newPage();
  await product.goto(demo.url);
});
after(async () => {
  await browser?.close();
  await demo?.close();
  await rm(outDir, { recursive: true, force: true });
});

/** What an example lets a user do, whoever draws the widget. */
interface Widget {
  choose(name: string): Promise<void>;
  fill(label: string, value: string): Promise<void>;
  press(button: string): Promise<void>;
}

function tagOf(page: Page): Widget {
  const { choose, fill, press } = hostPage(page);
  return { choose, press, fill: (label, value) => fill({ [label]: value }) };
}

/** The headless example has no tag: its own search narrows its own list. */
function ownWidget(page: Page): Widget {
  const place = page.locator('#connect');
  return {
    choose: async (name) => {
      await place.getByRole('searchbox').fill(name.slice(0, 4));
      await place.getByRole('listitem').filter({ hasText: name }).getByRole('button').click();
    },
    fill: (label, value) => place.getByLabel(label, { exact: true }).fill(value),
    press: (button) => place.getByRole('button', { name: button, exact: true }).click(),
  };
}

/** Opens an example as a user with nothing connected, and answers with all its console had to complain of. */
async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/error|warning/.test(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await hostPage(product).removeAll();
  await page.goto(demo.url + path);
  return { page, complaints };
}

for (const { name, path } of examples) {
  describe(`the example in ${name}`, () => {
    it('connects by a form and by signing in, hears of both, and lists what its backend knows', async (t) => {
      const { page, complaints } = await open(path);
      t.after(() => page.context().close());
      const widget = name === 'headless' ? ownWidget(page) : tagOf(page);
      const accounts = page.getByRole('list', { name: 'Connected accounts' }).getByRole('listitem');
      const heard = page.locator('p[role=status]');

      await widget.choose('Lumen Mail');
      await widget.fill('API Key', 'demo-good-key');
      await widget.press('Connect');
      await heard.filter({ hasText: /^Lumen Mail is connected as \S+$/ }).waitFor();
      assert.equal(await accounts.count(), 1);

      await widget.press('Connect another');
      const [popup] = await Promise.all([page.waitForEvent('popup'), widget.choose('Northwind CRM')]);
      await provider.allow(popup);
      await heard.filter({ hasText: /^Northwind CRM is connected as \S+$/ }).waitFor();
      assert.deepEqual((await accounts.allInnerTexts()).map((text) => text.split('\n')[0]).sort(), [
        'Lumen Mail',
        'Northwind CRM',
      ]);
      assert.deepEqual(complaints, []);
    });
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { chromium as chromiumPath } from '../test/browsers.js';
import { startDemo } from './demo.js';

/** Takes the pictures of the README anew: `npx tsx demo/screenshots.ts`. The four ports from 4100 on must be free. */
const data = await mkdtemp(join(tmpdir(), 'connection-embed-'));
const demo = await startDemo({ port: 4100, data });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 1060, height: 840 },
      deviceScaleFactor: 1.5,
    });
    await page.goto(demo.url);
    await connectLumen(page);
    await page.evaluate(() => scrollTo(0, 0));
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `demo/pictures/acme-${colorScheme}.png` });
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('None yet.').waitFor();
    await page.close();
  }
} finally {
  await browser.close();
  await demo.close();
  await rm(data, { recursive: true });
}

async function connectLumen(page: Page): Promise<void> {
  const button = (name: string | RegExp) => page.locator('connection-embed').getByRole('button', { name });
  const row = (name: RegExp) => page.locator('connection-embed').getByRole('option', { name });
  await row(/^Lumen Mail/).click();
  await page.getByLabel('API Key', { exact: true }).fill('demo-good-key');
  await button('Connect').click();
  await button('Connect another').click();
  await row(/^Northwind CRM/).waitFor();
  await page.locator('#connections li').first().waitFor();
  // At rest: neither the search nor the row that was chosen is lit.
  const search = page.locator('connection-embed').getByRole('combobox');
  await search.press('ArrowUp');
  await search.blur();
}

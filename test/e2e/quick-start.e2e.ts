import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createOutbound } from '../../src/server/outbound/index.js';
import { wayBack } from './support/attempt.js';
import { launchChromium } from './support/browser.js';
import { hostPage, provider, type HostPage } from './support/host-page.js';
import { startProduct, type Product } from './support/product.js';
import { reactPage } from './support/react-page.js';

let browser: Browser;
let readme: string;
before(async () => {
  browser = await launchChromium();
  readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
});
after(() => browser.close());

/** The first block of code in that language below the README's quick start, as it stands there. */
function quickStart(language: string): string {
  const block = new RegExp(`## Quick start[^]*?\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1];
  assert.ok(block, `the README has a ${language} block`);
  return block;
}

async function signedIn(product: Product, user: string): Promise<HostPage> {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(product.loginUrl(user));
  return hostPage(page);
}

/** Waits until the page has handed the id of the connection that `act` leads to to the product's own backend. */
async function saves(page: Page, act: () => Promise<void>): Promise<void> {
  let handed = false;
  page.on('response', (response) => (handed ||= response.url().endsWith('/saved')));
  await act();
  if (!handed) await page.waitForResponse('**/saved');
}

for (const sameSite of ['Lax', 'Strict'] as const) {
  describe(`the README's page and server, where the product's own cookie is SameSite=${sameSite}`, () => {
    let product: Product;
    before(async () => {
      product = await startProduct({ page: quickStart('html'), sameSite });
    });
    after(() => product.close());

    it('an OAuth sign-in connects, the listener hears its id, and the backend gets a live access token for it', async () => {
      const host = await signedIn(product, 'ada');
      const callbacks: string[] = [];
      host.context.on('request', (one) => {
        if (one.url().includes('/oauth/code/')) callbacks.push(one.url());
      });
      await saves(host.page, async () => provider.allow(await host.signIn('Northwind CRM')));
      await host.sees('Northwind CRM is connected');
      assert.equal(product.saved.length, 1);
      // A strict cookie stays away from the provider's redirect: the callback asks once more from its own page.
      assert.equal(callbacks.length, sameSite === 'Strict' ? 2 : 1);
      assert.equal(callbacks.filter((url) => url.includes('connection_asked=1')).length, callbacks.length - 1);

      const [id = ''] = product.saved;
      const { access_token } = await product.connections.credentials(id);
      // Node does not know that names below localhost are this machine; the server's own way out does.
      const outward = createOutbound({ allow: [product.provider] });
      const me = await outward(`${product.provider}/me`, { headers: { authorization: `Bearer ${access_token}` } });
      assert.equal(me.status, 200);
      assert.equal(((await me.json()) as { email: string }).email, 'ada@northwind.example');
      await host.context.close();
    });

    it('a fragment that the provider adds to the way back (`#_=_`) is no obstacle', async () => {
      const host = await signedIn(product, 'lin');
      const back = await wayBack(await host.signIn('Northwind CRM'), { server: `${product.url}/connect` });
      const returning = await host.context.newPage();
      await returning.goto(`${product.provider}/.well-known/openid-configuration`);
      await saves(host.page, () => returning.evaluate((url) => void (location.href = url), `${back}#_=_`));
      await host.sees('Northwind CRM is connected');
      await host.context.close();
    });

    it('a token form connects, and the backend gets the token', async () => {
      const host = await signedIn(product, 'grace');
      await host.choose('Lumen Mail');
      await host.fill({ 'API Key': 'demo-good-key' });
      await saves(host.page, () => host.press('Connect'));
      await host.sees('Lumen Mail is connected');
      const { token } = await product.connections.credentials(product.saved.at(-1) ?? '');
      assert.equal(token, 'demo-good-key');
      await host.context.close();
    });
  });
}

describe('React 19 under StrictMode', () => {
  const root = '<div id="root"></div><script type="module" src="/page.js"></script>';

  async function startPage(parts: { imports: string; jsx: string }, t: TestContext): Promise<Product> {
    const product = await startProduct({ page: root, scripts: await reactPage(parts) });
    t.after(() => product.close());
    return product;
  }

  it("the README's component connects and saves the id", async (t) => {
    const [imports = '', jsx = ''] = quickStart('jsx').split(/;\n/);
    const product = await startPage({ imports, jsx }, t);
    const host = await signedIn(product, 'ada');
    t.after(() => host.context.close());
    await saves(host.page, async () => provider.allow(await host.signIn('Northwind CRM')));
    await host.sees('Northwind CRM is connected');
    assert.equal(product.saved.length, 1);
    assert.ok((await product.connections.credentials(product.saved[0] ?? '')).access_token);
  });

  it('onConnectionCreated is called once for each connection, with the connection first and the event second', async (t) => {
    const product = await startPage(
      {
        imports: quickStart('jsx').split('\n')[0] ?? '',
        jsx: `<ConnectionEmbed endpoint="/connect" onConnectionCreated={(...given) => {
          const [{ id }, { type, detail }] = given;
          save(JSON.stringify({ id, type, same: detail.connection === given[0], given: given.length }));
        }} />`,
      },
      t,
    );
    const host = await signedIn(product, 'grace');
    t.after(() => host.context.close());
    for (const key of ['first', 'second']) {
      await (key === 'first' ? host.choose : host.chooseAnother)('Lumen Mail');
      await host.fill({ 'API Key': 'demo-good-key' });
      await saves(host.page, () => host.press('Connect'));
      await host.sees('Lumen Mail is connected');
      if (key === 'first') await host.press('Connect another');
    }
    assert.equal(await host.page.evaluate(() => (window as unknown as { effects: number }).effects), 2, 'StrictMode');
    await host.page.evaluate(async () => void (await fetch('/')));
    const heard = product.saved.map((one) => JSON.parse(one) as { id: string; type: string; same: boolean });
    assert.equal(heard.length, 2);
    assert.notEqual(heard[0]?.id, heard[1]?.id);
    for (const { id, ...rest } of heard) {
      assert.ok(id);
      assert.deepEqual(rest, { type: 'connection-created', same: true, given: 2 });
    }
  });
});

it('a visitor who is not signed in to the product is told so', async (t) => {
  const product = await startProduct({ page: quickStart('html') });
  t.after(() => product.close());
  const page = await browser.newPage();
  await page.goto(product.url);
  await hostPage(page).sees('You are signed out');
  await page.close();
});

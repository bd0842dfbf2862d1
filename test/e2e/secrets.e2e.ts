import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Database from 'libsql';
import type { Browser, Page } from 'playwright-core';
import { wayBack } from './support/attempt.js';
import { launchChromium } from './support/browser.js';
import { nothingIn as noneStandsIn, recording, watchOutput, type Reply } from './support/canaries.js';
import { hostPage, provider } from './support/host-page.js';
import { startProduct, type Product } from './support/product.js';

const html = `<script type="module" src="/connect/connection-embed.js"></script>
  <connection-embed endpoint="/connect"></connection-embed>
  <script src="/listen.js"></script>`;

const listen = `
  for (const name of ['embed-ready', 'integration-select', 'connection-created', 'connection-failed', 'embed-close'])
    addEventListener(name, ({ detail }) => tell(name + ' ' + JSON.stringify(detail)));`;

const apiKey = 'canary-api-key-0123456789abcdef';
const serverSecret = 'canary-server-secret-0123456789abcdef';
const goodKey = 'demo-good-key';
const wrongKey = 'canary-wrong-key-0123456789';

/** Everything that was said anywhere in one full run, by the place where it was said. */
const said = {
  log: [] as string[],
  output: [] as string[],
  replies: [] as Reply[],
  markup: [] as string[],
  urls: [] as string[],
  referrers: [] as string[],
  events: [] as string[],
  storage: [] as string[],
  console: [] as string[],
};
/** What must stay secret, by kind. */
const canaries: Record<
  'kept' | 'given' | 'tokens' | 'codes' | 'states' | 'sessions' | 'tickets' | 'pollSecrets' | 'cookies',
  string[]
> = {
  kept: [serverSecret, apiKey],
  given: [goodKey, wrongKey],
  tokens: [],
  codes: [],
  states: [],
  sessions: [],
  tickets: [],
  pollSecrets: [],
  cookies: [],
};
type Kind = keyof typeof canaries;
const kinds = Object.keys(canaries) as Kind[];

let product: Product;
let browser: Browser;
let database: Buffer[];

before(async () => {
  const restore = watchOutput(said.output);
  product = await startProduct({
    page: html,
    scripts: { '/listen.js': listen },
    secrets: [serverSecret],
    apiKeys: [apiKey],
    log: (entry) => said.log.push(JSON.stringify(entry)),
    around: (server) => recording(server, said.replies),
  });
  canaries.kept.push(product.secrets.client);
  browser = await launchChromium();
  await fullRun();
  restore();
  collect();
  database = await databaseFiles();
});
after(async () => {
  await browser.close();
  await product.close();
});

/** Sign-in, denial, a code that the provider refuses, a wrong key, a good key; then the backend reads what was made. */
async function fullRun(): Promise<void> {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  await context.exposeBinding('tell', (_, told: string) => said.events.push(told));
  context.on('console', (message) => said.console.push(message.text()));
  context.on('weberror', (error) => said.console.push(String(error.error())));
  context.on('request', (request) => {
    said.urls.push(request.url());
    if (!request.url().startsWith(product.provider)) said.referrers.push(request.headers()['referer'] ?? '');
  });
  const page = await context.newPage();
  await page.goto(product.loginUrl('ada'));
  const host = hostPage(page);

  const popup = await host.signIn('Northwind CRM');
  await provider.signInIfAsked(popup);
  await look(page);
  await provider.allow(popup);
  await host.sees('Northwind CRM is connected');
  await look(page);
  await host.press('Connect another');

  await provider.deny(await host.opens(() => host.chooseAnother('Northwind CRM')));
  await host.sees('Access was not given');
  await look(page);

  const again = await host.opens(() => host.press('Try again'));
  const callback = new URL(await wayBack(again, { server: product.connections.url }));
  canaries.codes.push(callback.searchParams.get('code') ?? '');
  callback.searchParams.set('code', 'canary-code-0123456789');
  canaries.codes.push('canary-code-0123456789');
  await (await context.newPage()).goto(callback.href);
  await host.sees(/exchange_failed/);
  await look(page);
  await host.press('Choose another integration');

  await host.choose('Harbor ATS');
  await host.fill({ 'API Key': wrongKey, Domain: 'acme' });
  await look(page);
  await host.press('Connect');
  await host.sees(/did not accept this API key/i);
  await look(page);
  await host.fill({ 'API Key': goodKey });
  await host.press('Connect');
  await host.sees('Harbor ATS is connected');
  await look(page);

  const ids = said.events.flatMap((told) => /"connection":\{"id":"([\w-]+)"/.exec(told)?.[1] ?? []);
  assert.equal(ids.length, 2);
  const credentials = await Promise.all(ids.map((id) => product.connections.credentials(id)));
  canaries.tokens.push(credentials[0]?.access_token ?? '');
  assert.deepEqual(credentials[1]?.other_auth_info, [goodKey, 'acme']);
  const listed = await fetch(`${product.connections.url}/unified/connection`, { headers: { authorization: apiKey } });
  assert.equal(listed.status, 200);
  await context.close();
}

describe('after a sign-in, a denial, a refused code, a wrong key and a good key', () => {
  it('B52: the bytes of the database hold no secret, while it is open and after', async () => {
    assert.ok(database.length >= 2, 'there is a log beside the database');
    assert.ok(database.some((bytes) => bytes.includes('northwind-crm')));
    for (const bytes of database) nothingIn([bytes.toString('latin1')], kinds);
    await product.connections.close();
    for (const bytes of await databaseFiles()) nothingIn([bytes.toString('latin1')], kinds);
  });

  it('B52: no log line and no output holds a secret', () => {
    assert.ok(said.log.some((line) => line.includes('/oauth/code/:type')));
    assert.ok(said.log.some((line) => line.includes('exchange_failed')));
    assert.ok(said.log.some((line) => line.includes('credentials_rejected')));
    nothingIn(said.log, kinds);
    nothingIn(said.output, kinds);
  });

  it('B52: no reply holds a secret but the three that hand one to its owner', () => {
    const owners: Partial<Record<string, Kind[]>> = {
      '/connect/sessions': ['sessions'],
      '/connect/oauth/attempts': ['tickets', 'pollSecrets'],
      // The bridge leads to the provider, with the state.
      '/connect/oauth/start': ['states'],
    };
    assert.ok(Object.keys(owners).every((path) => said.replies.some((reply) => reply.path === path)));
    for (const { path, text } of said.replies) {
      nothingIn(
        [text],
        kinds.filter((kind) => !owners[path]?.includes(kind)),
      );
    }
  });

  it('W11: no markup of the page, shadow trees in, holds a secret at any step', () => {
    for (const words of ['Finish in the other window', 'is connected', 'exchange_failed', 'API Key'])
      assert.ok(
        said.markup.some((one) => one.includes(words)),
        words,
      );
    nothingIn(said.markup, kinds);
  });

  it('W11: no URL asked for holds a secret but code and state, and those only on their way to and from the provider', () => {
    const callback = `${product.connections.url}/oauth/code/`;
    const apart = (url: string) => url.startsWith(product.provider) || url.startsWith(callback);
    assert.ok(said.urls.some((url) => url.startsWith(callback)));
    nothingIn(
      said.urls.filter((url) => !apart(url)),
      kinds,
    );
    nothingIn(
      said.urls.filter(apart),
      kinds.filter((kind) => kind !== 'codes' && kind !== 'states'),
    );
    nothingIn(said.referrers, kinds);
  });

  it('W11: no event, stored value or console line holds a secret, but for the poll secret of an attempt under way', () => {
    assert.ok(said.events.some((told) => told.startsWith('connection-created')));
    assert.ok(said.events.some((told) => told.startsWith('connection-failed')));
    nothingIn([...said.events, ...said.console], kinds);
    assert.ok(said.storage.some((one) => canaries.pollSecrets.some((secret) => one.includes(secret))));
    nothingIn(
      said.storage,
      kinds.filter((kind) => kind !== 'pollSecrets'),
    );
    nothingIn(said.storage.slice(-1), kinds);
  });
});

function nothingIn(texts: readonly string[], which: readonly Kind[]): void {
  for (const kind of which) noneStandsIn(texts, kind, canaries[kind]);
}

/** Writes down all that the page shows and stores at this moment. */
async function look(page: Page): Promise<void> {
  const { markup, storage } = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    }
    return {
      markup: roots.map((root) => ('innerHTML' in root ? root.innerHTML : root.documentElement.outerHTML)).join('\n'),
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, window.name]),
    };
  });
  said.markup.push(markup);
  said.storage.push(storage);
}

/** Takes from the run itself what only it could know. */
function collect(): void {
  const find = (kind: Kind, path: string, pattern: RegExp, of: 'text' | 'cookies' = 'text') => {
    for (const reply of said.replies.filter((one) => one.path === path)) {
      canaries[kind].push(...[...reply[of].matchAll(pattern)].map(([, value = '']) => value));
    }
  };
  find('sessions', '/connect/sessions', /"token":"([^"]+)"/g);
  find('tickets', '/connect/oauth/attempts', /"ticket":"[^".]+\.([^"]+)"/g);
  find('pollSecrets', '/connect/oauth/attempts', /"poll_secret":"([^"]+)"/g);
  find('cookies', '/connect/oauth/start', /connection-attempt-[\w-]+=([^;]+)/g, 'cookies');
  for (const url of said.urls) {
    const { searchParams } = new URL(url);
    for (const [kind, name] of [
      ['codes', 'code'],
      ['states', 'state'],
    ] as const) {
      const value = searchParams.get(name);
      if (value) canaries[kind].push(value);
    }
  }
  const store = new Database(join(product.providerData, 'provider.db'), { readonly: true });
  const rows = store.prepare("select id from model where model in ('AccessToken', 'RefreshToken')").all();
  store.close();
  const issued = (rows as { id: string }[]).map(({ id }) => id);
  assert.ok(issued.includes(canaries.tokens[0] ?? ''), 'the access token is one that the provider keeps');
  assert.ok(issued.length >= 2, 'there is a refresh token too');
  canaries.tokens.push(...issued);
}

async function databaseFiles(): Promise<Buffer[]> {
  const names = await readdir(product.data);
  return await Promise.all(names.map((name) => readFile(join(product.data, name))));
}

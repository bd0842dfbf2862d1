import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Database from 'libsql';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { databases, type Engine, type TestDatabase } from '../server/support/databases.js';
import { launchChromium } from './support/browser.js';
import { nothingIn, recording, watchOutput, type Reply } from './support/canaries.js';
import { hostPage } from './support/host-page.js';
import { follow, press } from './support/link.js';
import { startProduct, type Product } from './support/product.js';
import { startSite, type Site } from './support/site.js';

const apiKey = 'canary-api-key-0123456789abcdef';
const serverSecret = 'canary-server-secret-0123456789abcdef';
const goodKey = 'demo-good-key';
const wrongKey = 'canary-wrong-key-0123456789';
const importedAccess = 'canary-imported-access-token-0123';
const importedRefresh = 'canary-imported-refresh-token-0123';
const webhookSecrets = {
  standard: `whsec_${Buffer.from('canary-of-standard-webhooks').toString('base64')}`,
  apideck: 'canary-of-apideck-webhooks-0123',
};

type Kind =
  | 'vouchers'
  | 'kept'
  | 'given'
  | 'tokens'
  | 'codes'
  | 'states'
  | 'sessions'
  | 'hostedCodes'
  | 'confirmTokens'
  | 'cookies';

for (const engine of databases) {
  describe(`B52: links, hosted pages, imports, refreshes and webhooks of both surfaces over ${engine.name}`, () => {
    let run: Run;
    before(async () => (run = await fullRun(engine)));
    after(() => run.close());

    it('leave no secret in what the database holds', async () => {
      const held = await run.databaseTexts();
      assert.ok(held.some((text) => text.includes('northwind-crm')));
      run.nothing(held, run.kinds);
    });

    it('leave no secret in a log line or anything printed', () => {
      for (const route of ['/vault/connections/:unified_api/:service_id/import', '/oauth/link/:voucher']) {
        assert.ok(
          run.said.log.some((line) => line.includes(route)),
          route,
        );
      }
      run.nothing([...run.said.log, ...run.said.output], run.kinds);
    });

    it('answer with no secret but where it is asked for by its owner', () => {
      const owners: readonly [path: RegExp, ...kinds: Kind[]][] = [
        [/^\/connect\/connections\/[\w-]+\/credentials$/, 'tokens', 'given'],
        [/^\/connect\/(unified\/integration\/auth\/|vault\/.+\/callback-state$)/, 'vouchers'],
        [/^\/connect\/vault\/sessions$/, 'sessions', 'hostedCodes'],
        [/^\/connect\/hosted\/session$/, 'sessions'],
        // The bridges lead to the provider with the state, or to a form.
        [/^\/connect\/(oauth\/link|vault\/authorize)\//, 'states', 'hostedCodes'],
        [/^\/connect\/oauth\/code\/northwind-crm$/, 'confirmTokens'],
      ];
      for (const [path] of owners)
        assert.ok(
          run.said.replies.some((reply) => path.test(reply.path)),
          path.source,
        );
      for (const { path, text } of run.said.replies) {
        const may = owners.flatMap(([pattern, ...kinds]) => (pattern.test(path) ? kinds : []));
        run.nothing(
          [text],
          run.kinds.filter((kind) => !may.includes(kind)),
        );
      }
    });

    it('tell no receiver a secret, in either format, nor the process', () => {
      const { webhooks, events } = run.said;
      for (const path of ['/standard', '/apideck']) {
        const heard = webhooks.filter((one) => one.path === path).map(({ body }) => body);
        for (const what of ['created', 'token_refresh.failed']) {
          assert.ok(
            heard.some((body) => body.includes(`connection.${what}`)),
            `${path} ${what}`,
          );
        }
      }
      assert.ok(events.some((event) => event.includes('connection.created')));
      run.nothing([...webhooks.map((one) => JSON.stringify(one)), ...events], run.kinds);
    });
  });
}

type Run = Awaited<ReturnType<typeof fullRun>>;

/** Everything a backend may do, with a person's part in it done in a real browser. */
async function fullRun(engine: Engine) {
  const said = {
    log: [] as string[],
    output: [] as string[],
    replies: [] as Reply[],
    events: [] as string[],
    webhooks: [] as Site['asked'],
  };
  const canaries = {
    kept: new Set([serverSecret, apiKey, ...Object.values(webhookSecrets)]),
    given: new Set([goodKey, wrongKey, importedAccess, importedRefresh]),
    tokens: new Set<string>(),
    codes: new Set<string>(),
    states: new Set<string>(),
    sessions: new Set<string>(),
    hostedCodes: new Set<string>(),
    confirmTokens: new Set<string>(),
    cookies: new Set<string>(),
    vouchers: new Set<string>(),
  } satisfies Record<Kind, Set<string>>;

  const restore = watchOutput(said.output);
  const database = await engine.open();
  const receiver = await startSite('localhost');
  const product = await startProduct({
    page: '',
    database: database.url,
    knowsUsers: false,
    secrets: [serverSecret],
    apiKeys: [apiKey],
    allowOrigins: [receiver.url],
    webhooks: [
      { url: `${receiver.url}/standard`, secret: webhookSecrets.standard },
      { url: `${receiver.url}/apideck`, secret: webhookSecrets.apideck, format: 'apideck' },
    ],
    onEvent: (event) => void said.events.push(JSON.stringify(event)),
    log: (entry) => said.log.push(JSON.stringify(entry)),
    around: (server) => recording(server, said.replies),
  });
  canaries.kept.add(product.secrets.client);
  const browser = await launchChromium();
  await everything({ product, browser, canaries });
  await product.connections.work({ once: true });
  said.webhooks.push(...receiver.asked);
  restore();
  for (const { path, text, cookies } of said.replies) {
    if (path.endsWith('/hosted/session')) addAll(canaries.sessions, text, /"token":"([^"]+)"/g);
    if (path.includes('/oauth/link/')) addAll(canaries.hostedCodes, text, /hosted#([^"]+)"/g);
    addAll(canaries.cookies, cookies, /connection-(?:attempt|hosted)-[\w-]+=([^;,]+)/g);
  }

  const kinds = Object.keys(canaries) as Kind[];
  return {
    said,
    kinds,
    nothing(texts: readonly string[], which: readonly Kind[]): void {
      for (const kind of which) nothingIn(texts, kind, [...canaries[kind]]);
    },
    databaseTexts: () => textsOf(engine, database),
    async close() {
      await browser.close();
      await product.close();
      await receiver.close();
      await database.close();
    },
  };
}

interface Ground {
  product: Product;
  browser: Browser;
  canaries: Record<Kind, Set<string>>;
}

async function everything({ product, browser, canaries }: Ground): Promise<void> {
  const done = `${product.url}/done`;
  const ask = async (method: string, path: string, { body, as }: { body?: object; as?: string } = {}) => {
    const reply = await fetch(`${product.url}/connect${path}`, {
      method,
      headers: {
        authorization: apiKey,
        'content-type': 'application/json',
        ...(as !== undefined && { 'x-apideck-app-id': 'default', 'x-apideck-consumer-id': as }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
  const good = async (...args: Parameters<typeof ask>) => {
    const reply = await ask(...args);
    assert.ok(reply.status === 200 || reply.status === 204, `${args[1]} ${reply.status} ${reply.text}`);
    return reply;
  };
  const reveal = async (id: string) => {
    const { json } = await good('POST', `/connections/${id}/credentials`);
    if (json.access_token) canaries.tokens.add(json.access_token);
  };
  const asPerson = async (act: (page: Page) => Promise<void>): Promise<URL> => {
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    context.on('request', (request) => {
      const { searchParams, origin, pathname } = new URL(request.url());
      if (origin !== product.provider && !pathname.includes('/oauth/code/')) return;
      for (const [kind, name] of [
        ['codes', 'code'],
        ['states', 'state'],
      ] as const) {
        const value = searchParams.get(name);
        if (value) canaries[kind].add(value);
      }
    });
    const page = await context.newPage();
    await act(page);
    await page.waitForURL((url) => url.href.startsWith(done));
    await context.close();
    return new URL(page.url());
  };
  const authUrl = async (type: string, user: string) => {
    const query = new URLSearchParams({ external_xref: user, success_redirect: done });
    const { text } = await good('GET', `/unified/integration/auth/default/${type}?${query}`);
    canaries.vouchers.add(text.slice(text.lastIndexOf('/') + 1));
    return text;
  };
  const fillsIn = async (page: Page) => {
    await hostPage(page).fill({ 'API Key': goodKey });
    await hostPage(page).press('Connect');
  };

  // Links: a sign-in, a form, and Apideck's two steps.
  const signedIn = await asPerson(async (page) => follow(page, await authUrl('northwind-crm', 'ada')));
  const ada = signedIn.searchParams.get('id') ?? '';
  await good('POST', `/unified/connection/${ada}/confirm`);
  await reveal(ada);
  const [refresh = ''] = issued(product, 'RefreshToken');
  for (const token of [refresh, ...issued(product, 'AccessToken')]) canaries.tokens.add(token);
  await asPerson(async (page) => {
    await press(page, await authUrl('lumen-mail', 'ada'));
    await fillsIn(page);
  });
  const slot = '/vault/connections/crm/northwind-crm';
  const { json: callback } = await good('POST', `${slot}/callback-state`, { as: 'eve', body: { redirect_uri: done } });
  canaries.vouchers.add(callback.data.state);
  const query = new URLSearchParams({ state: callback.data.state, redirect_uri: done, nonce: 'nonce-of-eve' });
  const url = `${product.url}/connect/vault/authorize/northwind-crm/default?${query}`;
  const fragment = new URLSearchParams((await asPerson((page) => follow(page, url))).hash.slice(1));
  const confirm_token = fragment.get('confirm_token') ?? '';
  canaries.confirmTokens.add(confirm_token);
  await good('POST', `${slot}/confirm`, { as: 'eve', body: { confirm_token } });

  // A hosted page.
  const { json: session } = await good('POST', '/vault/sessions', { as: 'ada', body: { redirect_uri: done } });
  canaries.sessions.add(session.data.session_token);
  canaries.hostedCodes.add(session.data.session_uri.split('#')[1]);
  await asPerson(async (page) => {
    await page.goto(session.data.session_uri);
    await hostPage(page).choose('Lumen Mail');
    await fillsIn(page);
    await hostPage(page).press('Done');
  });

  // Imports on Unified.to's surface; bob's tokens are ada's, so that refreshing his ends hers.
  const imported = (integration_type: string, auth: object, more: object = {}) => ({
    body: { integration_type, permissions: [], categories: [], external_xref: 'bob', auth, ...more },
  });
  const path = '/unified/connection';
  const northwind = { access_token: importedAccess, refresh_token: refresh, expires_in: -1 };
  await reveal((await good('POST', path, imported('northwind-crm', northwind))).json.id);
  const harbor = await good('POST', path, imported('harbor-ats', { other_auth_info: [goodKey, 'acme'] }));
  await reveal(harbor.json.id);
  assert.equal((await ask('POST', path, imported('lumen-mail', { token: wrongKey }))).status, 422);
  const elsewhere = { access_token: importedAccess, token_url: 'https://evil.example/token' };
  assert.equal((await ask('POST', path, imported('northwind-crm', elsewhere))).status, 422);
  const changed = imported('harbor-ats', { other_auth_info: [goodKey, 'acme'] });
  await good('PATCH', `${path}/${harbor.json.id}`, changed);
  assert.equal(
    (await ask('PUT', `${path}/${harbor.json.id}`, imported('harbor-ats', { other_auth_info: [wrongKey, 'acme'] })))
      .status,
    422,
  );
  for (const token of [...issued(product, 'AccessToken'), ...issued(product, 'RefreshToken')])
    canaries.tokens.add(token);

  // On Apideck's; what cannot be refreshed ends, and receivers are told.
  const ats = '/vault/connections/ats/harbor-ats';
  await good('POST', `${ats}/import`, { as: 'carol', body: { settings: { api_key: goodKey, domain: 'acme' } } });
  assert.equal((await ask('PATCH', ats, { as: 'carol', body: { settings: { api_key: wrongKey } } })).status, 422);
  const credentials = { access_token: importedAccess, refresh_token: importedRefresh };
  await good('POST', `${slot}/import`, { as: 'carol', body: { credentials } });
  for (const as of ['carol', 'ada']) {
    assert.equal((await good('POST', `${slot}/validate`, { as, body: {} })).json.data.state, 'invalid', as);
  }
  assert.equal((await ask('POST', `/connections/${ada}/credentials`)).status, 409);

  for (const one of [path, `${path}/${ada}`, '/unified/integration', '/openapi.json']) await good('GET', one);
  for (const one of ['/vault/connections', ats, slot]) await good('GET', one, { as: 'carol' });
  await good('DELETE', ats, { as: 'carol' });
  await good('DELETE', `${path}/${harbor.json.id}`);
}

function addAll(to: Set<string>, text: string, pattern: RegExp): void {
  for (const [, value = ''] of text.matchAll(pattern)) to.add(value);
}

/** What the provider has given out and still knows. */
function issued({ providerData }: Product, model: string): string[] {
  const store = new Database(join(providerData, 'provider.db'), { readonly: true });
  const rows = store.prepare('select id from model where model = ?').all(model) as { id: string }[];
  store.close();
  return rows.map(({ id }) => id);
}

/** The bytes of its files, or every row of every table. */
async function textsOf({ name }: Engine, { url }: TestDatabase): Promise<string[]> {
  if (name === 'SQLite') {
    const folder = join(url.replace('file:', ''), '..');
    const files = await readdir(folder);
    return await Promise.all(files.map(async (file) => (await readFile(join(folder, file))).toString('latin1')));
  }
  const client = new Client(url);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
  );
  const texts: string[] = [];
  for (const table of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table.name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  await client.end();
  return texts;
}

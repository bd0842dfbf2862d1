import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { demoIntegrations } from '../../demo/integrations.js';
import type { Listening } from '../../demo/listen.js';
import { startProvider } from '../../demo/provider/provider.js';
import { readSecrets } from '../../demo/secrets.js';
import { createConnectionServer, type ConnectionServer } from '../../src/server/index.js';
import { nodeHandler } from '../../src/server/node.js';
import { openStore, type OpenedStore } from '../../src/server/store/index.js';
import { wayBack } from './support/attempt.js';
import { launchChromium } from './support/browser.js';
import { selfSigned } from './support/certificate.js';
import { hostPage, provider } from './support/host-page.js';
import { freePorts } from './support/ports.js';

/** One product on https, with a page of somebody else's below the same domain. */
let app: string;
let sibling: string;
let site: Server;
let authorization: Listening;
let connections: ConnectionServer;
let store: OpenedStore;
let browser: Browser;
let data: string;
/** What the sibling's page sets, and the cookies that the callback came with. */
let tossed: string[] = [];
const received: string[] = [];

before(async () => {
  const port = await freePorts(2);
  app = `https://app.acme.localhost:${port}`;
  sibling = `https://blog.acme.localhost:${port}`;
  const at = `http://prov.localhost:${port + 1}`;
  data = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const secrets = await readSecrets(data);
  const database = `file:${join(data, 'connections.db')}`;
  connections = createConnectionServer({
    url: `${app}/connect`,
    database,
    secrets: [secrets.server],
    integrations: demoIntegrations({ provider: at, clientSecret: secrets.client, tokens: at }),
    // Everybody is the attacker here, so that the cookie alone stands between the two browsers.
    resolveUser: () => 'mallory',
    allowOrigins: [at],
    log: false,
  });
  await connections.ready();
  store = await openStore(database);
  const server = nodeHandler(connections);
  site = createServer(selfSigned(), (request, response) => {
    if (request.headers.host?.startsWith('blog.')) {
      response.setHeader('Set-Cookie', tossed);
      response.end('a page of a sibling');
    } else if (request.url?.startsWith('/connect/')) {
      if (request.url.startsWith('/connect/oauth/code/')) received.push(request.headers.cookie ?? '');
      void server(request, response);
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><link rel="icon" href="data:,">
        <script type="module" src="/connect/connection-embed.js"></script>
        <connection-embed endpoint="/connect" session-url="/connect/sessions"></connection-embed>`);
    }
  });
  site.listen(port, '127.0.0.1');
  await once(site, 'listening');
  authorization = await startProvider({
    url: at,
    port: port + 1,
    data,
    secrets,
    redirectUri: `${app}/connect/oauth/code/northwind-crm`,
    coop: undefined,
  });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await authorization.close();
  site.closeAllConnections();
  site.close();
  await store.close();
  await connections.close();
  await rm(data, { recursive: true });
});

async function newBrowser(): Promise<BrowserContext> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(10_000);
  return context;
}

it("B11: the attacker's own cookie, tossed by a sibling subdomain under any name it may use, opens nothing", async () => {
  const attacker = await newBrowser();
  const page = await attacker.newPage();
  await page.goto(app);
  const callback = await wayBack(await hostPage(page).signIn('Northwind CRM'), { server: `${app}/connect` });
  const own = (await attacker.cookies(app)).find(({ name }) => name.startsWith('__Host-connection-attempt-'));
  assert.ok(own?.secure && own.httpOnly && own.sameSite === 'Lax' && own.path === '/');
  assert.equal(own.domain, 'app.acme.localhost', 'and it is of this host alone');

  const bare = own.name.replace('__Host-', '');
  const wide = `${own.value}; Domain=acme.localhost; Path=/; Secure`;
  tossed = [
    `${bare}=${wide}`,
    `${own.name}=${wide}`,
    `${own.name}=${own.value}; Path=/; Secure`,
    // What a careless reader of the header takes for the name: no name at all, other letters, another kind of space.
    `=${own.name}=${wide}`,
    `${own.name.toLowerCase()}=${wide}`,
    `\u00a0${own.name}=${wide}`,
  ];
  const victim = await newBrowser();
  const other = await victim.newPage();
  await other.goto(sibling);
  const sent = (await victim.cookies(app)).map(({ name }) => name);
  assert.ok(sent.includes(bare), 'one without the prefix reaches the server');
  assert.ok(!sent.includes(own.name), 'one with the prefix the browser keeps from it');

  const refused = await other.goto(callback);
  assert.equal(refused?.status(), 400);
  await other.getByText('browser_mismatch').waitFor();
  assert.ok(received.at(-1)?.includes(`${bare}=${own.value}`));
  assert.deepEqual(await store.db.selectFrom('connection').select('id').execute(), []);
  const [attempt] = await store.db.selectFrom('attempt').select(['id', 'status']).execute();
  assert.deepEqual(attempt, { id: bare.replace('connection-attempt-', ''), status: 'started' });
  await victim.close();

  const finished = await (await attacker.newPage()).goto(callback);
  assert.equal(finished?.status(), 200, 'where it is a cookie of the own host, it opens what it is for');
  assert.equal((await store.db.selectFrom('connection').select('id').execute()).length, 1);
  await attacker.close();
});

it('B11: who is signing in and has cookies tossed at is not kept from finishing', async () => {
  const context = await newBrowser();
  const page = await context.newPage();
  await page.goto(app);
  const host = hostPage(page);
  const popup = await host.opens(() => host.chooseAnother('Northwind CRM'));
  await provider.signInIfAsked(popup);
  const own = (await context.cookies(app)).find(({ name }) => name.startsWith('__Host-connection-attempt-'));
  assert.ok(own);
  const wide = 'tossed; Domain=acme.localhost; Path=/; Secure';
  tossed = [`${own.name}=${wide}`, `=${own.name}=${wide}`, `\u00a0${own.name}=${wide}`];
  await (await context.newPage()).goto(sibling);
  await provider.allow(popup);
  await host.sees('Northwind CRM is connected');
  await context.close();
});

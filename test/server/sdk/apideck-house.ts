import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Apideck } from '@apideck/unify';
import {
  defineIntegration,
  type ConnectionServerOptions,
  type IntegrationDefinition,
} from '../../../src/server/index.js';
import { nodeHandler } from '../../../src/server/node.js';
import { KEY, oauthIntegration, SERVER, startHarness } from '../http/harness.js';
import type { Engine } from '../support/databases.js';

export const DONE = 'https://app.acme.example/done';
export const APP = 'acme';

/** The server over real HTTP, with the official client pointed at it and at nothing else. */
export async function startApideckHouse(database: Engine, overrides: Partial<ConnectionServerOptions> = {}) {
  const at = await database.open();
  const harness = await startHarness(
    { database: at.url, redirects: [DONE], links: 'open', ...overrides },
    integrations,
  );
  const heard: string[] = [];
  const server = {
    async fetch(request: Request, context?: unknown) {
      const response = await harness.server.fetch(request, context);
      const copy = response.clone();
      heard.push(JSON.stringify([...copy.headers]), await copy.text());
      return response;
    },
  } as typeof harness.server;
  const listener = createServer((incoming, outgoing) => void nodeHandler(server)(incoming, outgoing));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const serverURL = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/connect`;

  /** Asks as the SDK does, where it cannot. */
  async function ask(path: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
    const given = { authorization: `Bearer ${KEY}`, 'x-apideck-app-id': APP, 'x-apideck-consumer-id': 'consumer-1' };
    return await fetch(serverURL + path, { ...init, headers: { ...given, ...(headers as Record<string, string>) } });
  }

  return {
    harness,
    ask,
    /** With these headers and no others. */
    bare: (path: string, headers: Record<string, string>) => fetch(serverURL + path, { headers }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      ask(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    sdk: (changed: { apiKey?: string; appId?: string; consumerId?: string } = {}) =>
      new Apideck({
        serverURL,
        apiKey: KEY,
        appId: APP,
        consumerId: 'consumer-1',
        retryConfig: { strategy: 'none' },
        ...changed,
      }),
    /** Presses the button of the page behind an `authorize_url` and comes back from the provider, as one browser. */
    async signIn(url: string): Promise<Response> {
      const origin = new URL(SERVER).origin;
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
      const pressed = await server.fetch(new Request(url, { method: 'POST', headers }));
      const page = await pressed.text();
      const next = new URL((/id="next" href="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'));
      const cookie = (pressed.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const code = harness.provider.authorize(next);
      const state = next.searchParams.get('state') ?? '';
      const params = new URLSearchParams({ code, state, iss: harness.provider.origin });
      return await server.fetch(new Request(`${SERVER}/oauth/code/northwind?${params}`, { headers: { cookie } }));
    },
    /** All that left the server: headers, bodies and log lines. */
    everythingHeard: () => heard.join('\n') + harness.log.map((entry) => JSON.stringify(entry)).join('\n'),
    audit: () => harness.db.selectFrom('audit').selectAll().orderBy('at').execute(),
    async close() {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
      await harness.close();
      await at.close();
    },
  };
}

export type ApideckHouse = Awaited<ReturnType<typeof startApideckHouse>>;

function integrations(provider: { origin: string }): IntegrationDefinition[] {
  const userinfo = (token = '') => ({
    url: `${provider.origin}/userinfo`,
    headers: { authorization: `Bearer ${token}` },
  });
  return [
    defineIntegration({
      ...oauthIntegration('harbor', provider),
      name: 'Harbor',
      description: 'Files by the sea',
      logo_url: 'https://logos.example/harbor.png',
      web_url: 'https://harbor.example',
      categories: ['storage', 'crm'],
      inputs: [{ name: 'tenant', type: 'subdomain', label: 'Tenant', prefix: 'https://', suffix: '.harbor.example' }],
    }),
    defineIntegration({
      type: 'pair',
      name: 'Pair',
      categories: ['crm'],
      token: {
        names: ['Region', 'Client secret'],
        fields: [
          { name: 'region', type: 'select', label: 'Region', options: [{ value: 'eu', label: 'Europe' }] },
          { name: 'client_secret', type: 'secret', label: 'Client secret', pattern: 'canary-[a-z0-9-]+' },
        ],
      },
      verify: { request: ({ values }) => userinfo(values[1]) },
    }),
    defineIntegration({
      type: 'ledger',
      name: 'Ledger',
      categories: ['accounting'],
      token: {
        names: ['Company', 'Certificate'],
        fields: [
          { name: 'company', type: 'text' },
          { name: 'certificate', type: 'file' },
        ],
      },
    }),
    defineIntegration({
      type: 'vaulted',
      name: 'Vaulted',
      categories: ['accounting'],
      token: {
        names: ['Company', 'Private key'],
        fields: [
          { name: 'company', type: 'text' },
          { name: 'pem', type: 'textarea' },
        ],
      },
    }),
    defineIntegration({
      type: 'machine',
      name: 'Machine',
      categories: ['accounting'],
      oauth: { grant_type: 'client_credentials', token_endpoint: `${provider.origin}/token` },
      token: {
        names: ['Client id', 'Client secret'],
        fields: [
          { name: 'client_id', type: 'text' },
          { name: 'client_secret', type: 'secret' },
        ],
      },
    }),
    defineIntegration({
      ...oauthIntegration('either', provider),
      token: { names: ['API key'], fields: [{ name: 'key', type: 'secret' }] },
      verify: { request: ({ values, access_token }) => userinfo(access_token ?? values[0]) },
    }),
    defineIntegration({
      type: 'someday',
      name: 'Someday',
      categories: ['crm'],
      token: { names: ['Key'] },
      is_active: false,
    }),
  ];
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Attempt, CreatedAttempt, CreateSession } from '../../../src/contract/index.js';
import {
  createConnectionServer,
  defineIntegration,
  type ConnectionServer,
  type ConnectionServerOptions,
  type IntegrationDefinition,
  type LogEntry,
} from '../../../src/server/index.js';
import { openStore } from '../../../src/server/store/index.js';
import { startAuthorizationServer } from '../support/authorization-server.js';
import type { Engine } from '../support/databases.js';

export const HOST = 'http://localhost:4000';
export const SERVER = 'http://127.0.0.1:4001/connect';
export const KEY = 'canary-api-key-0123456789abcdef';

type Provider = Awaited<ReturnType<typeof startAuthorizationServer>>;

/** A real server over a fresh database of `engine`, its provider over real HTTP, and every word it said. */
export async function startHarness(
  { engine, ...overrides }: Partial<ConnectionServerOptions> & { readonly engine?: Engine } = {},
  /** Integrations beside the usual ones. */
  more: (provider: Provider) => IntegrationDefinition[] = () => [],
) {
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const provider = await startAuthorizationServer();
  const evil = await startAuthorizationServer();
  const fresh = await engine?.open();
  const database = fresh?.url ?? overrides.database ?? `file:${join(folder, 'connections.db')}`;
  const log: LogEntry[] = [];
  const said: string[] = [];
  const clock = { ahead: 0 };
  const options: ConnectionServerOptions = {
    url: SERVER,
    secrets: ['canary-server-secret-0123456789abcdef'],
    integrations: [
      oauthIntegration('northwind', provider),
      oauthIntegration('contoso', provider),
      oauthIntegration('malicious', evil),
      tokenIntegration(provider),
      ...more(provider),
    ],
    workspace: 'acme',
    permissions: ['crm_contact_read', 'crm_deal_read'],
    origins: [HOST, 'http://localhost:4100'],
    apiKeys: [KEY],
    allowOrigins: [provider.origin, evil.origin],
    log: (entry) => log.push(entry),
    now: () => Date.now() + clock.ahead,
    ...overrides,
    database,
  };
  let server: ConnectionServer = createConnectionServer(options);
  const neighbours: ConnectionServer[] = [];
  await server.ready();
  const { db, close } = await openStore(database);

  /** One request, with everything the answer holds kept for the canary scan. */
  async function ask(path: string, init: RequestInit = {}, context?: unknown): Promise<Response> {
    const response = await server.fetch(new Request(SERVER + path, init), context);
    const copy = response.clone();
    said.push(path, JSON.stringify([...copy.headers]), await copy.text());
    return response;
  }

  async function session(claims: Partial<CreateSession> = {}) {
    const { token } = await server.session({ external_xref: 'user-1', origin: HOST, ...claims });
    return token;
  }

  /** As the widget asks: with the session, from the host page. */
  function asPage(token: string, init: RequestInit & { origin?: string } = {}): RequestInit {
    const { origin = HOST, headers, ...rest } = init;
    return { ...rest, headers: { authorization: `Bearer ${token}`, origin, ...(headers as Record<string, string>) } };
  }

  function post(
    token: string,
    value: unknown,
    { key = randomUUID(), origin = HOST }: { key?: string; origin?: string } = {},
  ) {
    return asPage(token, {
      method: 'POST',
      origin,
      body: JSON.stringify(value),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  }

  async function create(token: string, value: object = {}, key?: string): Promise<CreatedAttempt> {
    const response = await ask(
      '/oauth/attempts',
      post(token, { integration_type: 'northwind', ...value }, key ? { key } : {}),
    );
    if (response.status !== 200) throw new Error(`attempt: ${response.status} ${await response.text()}`);
    return (await response.json()) as CreatedAttempt;
  }

  function start(ticket: string, { origin = HOST }: { origin?: string | null } = {}) {
    return ask('/oauth/start', {
      method: 'POST',
      body: new URLSearchParams({ ticket }),
      headers: origin === null ? {} : { origin },
    });
  }

  /** A browser that has started: its cookie, and where the provider is asked. */
  async function begin(token: string, value: object = {}) {
    const attempt = await create(token, value);
    const response = await start(attempt.ticket);
    const page = await response.text();
    const href = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
    if (response.status !== 200 || !href) throw new Error(`start: ${response.status} ${page}`);
    const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const url = new URL(href);
    return { attempt, cookie, url, state: url.searchParams.get('state') ?? '' };
  }

  function callback(params: Record<string, string> | URLSearchParams, { type = 'northwind', cookie = '' } = {}) {
    return ask(`/oauth/code/${type}?${new URLSearchParams(params)}`, { headers: { cookie } });
  }

  async function poll(attempt: CreatedAttempt, init: RequestInit = {}): Promise<Attempt> {
    const headers = { origin: HOST, 'attempt-secret': attempt.poll_secret, ...(init.headers as object) };
    return (await (await ask(`/oauth/attempts/${attempt.id}`, { ...init, headers })).json()) as Attempt;
  }

  return {
    provider,
    evil,
    log,
    clock,
    folder,
    db,
    ask,
    session,
    asPage,
    post,
    create,
    start,
    begin,
    callback,
    poll,
    get server() {
      return server;
    },
    rows: () => db.selectFrom('connection').selectAll().execute(),
    /** All that lies in the database, every table and, of SQLite, every byte of its files. */
    async stored(): Promise<string> {
      let text = '';
      for (const { name } of await db.introspection.getTables()) {
        text += JSON.stringify(await sql`select * from ${sql.table(name)}`.execute(db));
      }
      if (!database.startsWith('file:')) return text;
      const path = database.slice('file:'.length);
      for (const suffix of ['', '-wal']) text += await readFile(path + suffix, 'latin1');
      return text;
    },
    /** All that left the server: replies, headers and log lines. */
    everythingSaid: () => said.join('\n') + log.map((entry) => JSON.stringify(entry)).join('\n'),
    /** What another process would be: a second server with the same options over the same database. */
    async beside(): Promise<ConnectionServer> {
      const other = createConnectionServer(options);
      neighbours.push(other);
      await other.ready();
      return other;
    },
    async restart(changed: Partial<ConnectionServerOptions> = {}) {
      await server.close();
      server = createConnectionServer({ ...options, ...changed });
      await server.ready();
    },
    async close() {
      await server.close();
      for (const neighbour of neighbours) await neighbour.close();
      await close();
      await fresh?.close();
      await provider.close();
      await evil.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type Harness = Awaited<ReturnType<typeof startHarness>>;

export function oauthIntegration(type: string, provider: Pick<Provider, 'origin'>) {
  return defineIntegration({
    type,
    name: type,
    categories: ['crm'],
    permissions: { crm_contact_read: ['contacts'], crm_deal_read: ['deals'] },
    oauth: {
      client_id: 'client',
      client_secret: 'canary-client-secret',
      issuer: provider.origin,
      authorization_response_iss_parameter_supported: true,
      authorization_endpoint: `${provider.origin}/authorize`,
      token_endpoint: `${provider.origin}/token`,
      userinfo_endpoint: `${provider.origin}/userinfo`,
    },
  });
}

function tokenIntegration(provider: Provider) {
  return defineIntegration({
    type: 'lumen',
    name: 'Lumen',
    categories: ['messaging'],
    permissions: { crm_contact_read: [] },
    token: { names: ['API Key'] },
    verify: {
      request: ({ values }) => ({
        url: `${provider.origin}/userinfo`,
        headers: { authorization: `Bearer ${values[0] ?? ''}` },
      }),
    },
  });
}

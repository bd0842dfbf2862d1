import { randomUUID } from 'node:crypto';
import { createCatalogue, type IntegrationDefinition } from '../../../src/server/catalogue/index.js';
import type { Selectable } from 'kysely';
import type { Connection } from '../../../src/contract/index.js';
import { createOutbound } from '../../../src/server/outbound/index.js';
import type { Events, NewEvent } from '../../../src/server/outbox/index.js';
import {
  type ConnectionRow,
  createKeyring,
  type OpenedStore,
  openStore,
  type Store,
} from '../../../src/server/store/index.js';
import {
  type AuthorizeRequest,
  type CompleteRequest,
  localVault,
  type Owner,
  type Vault,
  type VaultAuditEntry,
} from '../../../src/server/vault/index.js';
import { listen, type Listening } from '../support/listen.js';
import type { Engine } from '../support/databases.js';
import { type ProviderOptions, startProvider, type TestProvider } from '../support/provider.js';

export const redirectUri = {
  own: 'http://127.0.0.1:9/oauth/code/harbor',
  shared: 'http://127.0.0.1:9/oauth/code',
} as const;
export const ada: Owner = { workspace: 'default', environment: 'Production', external_xref: 'user-ada' };
export const bob: Owner = { ...ada, external_xref: 'user-bob' };
export const goodKey = 'canary-good-key';

/** The whole of what a local vault stands on, all of it real: store, provider, token API. */
export interface House {
  readonly vault: Vault;
  readonly db: Store;
  readonly provider: TestProvider;
  readonly tokenApi: Listening;
  readonly audited: VaultAuditEntry[];
  /** What was told of changes, in order. */
  readonly told: NewEvent[];
  readonly clock: { now: number };
  /** Goes to the provider and comes back, ready to be completed. */
  consent(request?: Partial<AuthorizeRequest>): Promise<CompleteRequest>;
  /** Signs in and connects. */
  connect(request?: Partial<AuthorizeRequest>): Promise<Connection>;
  /** Tokens of a real grant that this vault knows nothing of, as a customer would bring them along. */
  foreignTokens(): Promise<{ access_token: string; refresh_token: string }>;
  /** Another process over the same database, as far as it matters: a store, keys and vault of its own. */
  neighbour(options?: { secrets?: readonly string[] }): Promise<Neighbour>;
  rows(): Promise<number>;
  row(id: string): Promise<Selectable<ConnectionRow>>;
  close(): Promise<void>;
}

export interface Neighbour {
  readonly vault: Vault;
  readonly db: Store;
  close(): Promise<void>;
}

export interface HouseOptions {
  /** Where a fresh database is opened; SQLite in memory, which has no neighbours, unless given. */
  readonly engine?: Engine | undefined;
  readonly database?: string;
  readonly timeoutMs?: number;
  /** Beside the usual ones. */
  readonly integrations?: readonly IntegrationDefinition[];
  readonly allow?: readonly string[];
  readonly provider?: Partial<ProviderOptions>;
  /** Instead of the list `told`. */
  readonly events?: (db: Store) => Events;
}

export const sealingSecret = 'canary-sealing-secret-of-32-characters';

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { engine, timeoutMs, integrations = [], allow = [] } = options;
  const provider = await startProvider({ redirectUris: Object.values(redirectUri), ...options.provider });
  const tokenApi = await startTokenApi();
  const fresh = await engine?.open();
  const url = fresh?.url ?? options.database ?? ':memory:';
  const audited: VaultAuditEntry[] = [];
  const told: NewEvent[] = [];
  const clock = { now: 1_750_000_000_000 };
  const usual = [harbor(provider), keyed(tokenApi), paired(tokenApi), trusting, machine(provider), desk(provider)];
  const opened: OpenedStore[] = [];
  const neighbour = async ({ secrets = [sealingSecret] }: { secrets?: readonly string[] } = {}): Promise<Neighbour> => {
    const store = await openStore(url);
    opened.push(store);
    const vault = localVault({
      db: store.db,
      keyring: await createKeyring(secrets),
      catalogue: createCatalogue([...usual, ...integrations]),
      fetch: createOutbound({ allow: [provider.issuer, tokenApi.url, ...allow] }),
      now: () => clock.now,
      timeoutMs,
      audit: (entry) => void audited.push(entry),
      events: options.events?.(store.db) ?? { record: async (_, event) => void told.push(event) },
    });
    return { vault, db: store.db, close: () => store.close() };
  };
  const { vault, db } = await neighbour();
  const consent = async (changed: Partial<AuthorizeRequest> = {}): Promise<CompleteRequest> => {
    const state = randomUUID();
    const request = { owner: ada, integration: 'harbor', permissions: [], inputs: {}, redirectUri, state, ...changed };
    const { url, pending } = await vault.authorize(request);
    const callback = await provider.consent(url);
    const { owner, integration, permissions, inputs, reconnect } = request;
    const params = callback.searchParams;
    return { owner, integration, permissions, inputs, reconnect, pending, params, state, key: randomUUID() };
  };
  const foreignTokens = async (): Promise<{ access_token: string; refresh_token: string }> => {
    const { pending, params } = await consent();
    const { redirect_uri, code_verifier } = JSON.parse(pending).oauth;
    const { client_id, client_secret } = provider.oauth;
    const reply = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: params.get('code') ?? '',
        redirect_uri,
        code_verifier,
      }),
    });
    provider.tokenRequests.length = 0;
    return (await reply.json()) as { access_token: string; refresh_token: string };
  };
  return {
    vault,
    db,
    provider,
    tokenApi,
    audited,
    told,
    clock,
    consent,
    connect: async (request) => (await vault.complete(await consent(request))).connection,
    foreignTokens,
    neighbour,
    rows: async () => (await db.selectFrom('connection').select('id').execute()).length,
    row: (id) => db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    async close() {
      await Promise.all([provider.close(), tokenApi.close(), ...opened.map((store) => store.close())]);
      await fresh?.close();
    },
  };
}

/** Answers `/me` to one key, refuses all others, and fails on request: `fail-500`, `hang`, `html`, `drop`. */
function startTokenApi(): Promise<Listening> {
  return listen((request, response) => {
    const key = request.headers['x-api-key'];
    const json = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (key === 'hang') return;
    if (key === 'drop') return void response.destroy();
    if (key === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>canary</p>');
    if (key === 'fail-500') return json(500, { error: 'canary-upstream-body' });
    if (key === goodKey) return json(200, { id: 'account-1', name: 'Ada', email: 'ada@example.com' });
    if (key === 'canary-other-account') return json(200, { id: 'account-2' });
    json(key === 'forbidden' ? 403 : 401, { error: 'canary-upstream-body' });
  });
}

function harbor(provider: TestProvider): IntegrationDefinition {
  return {
    type: 'harbor',
    name: 'Harbor',
    categories: ['crm'],
    oauth: provider.oauth,
    scopes: ['openid', 'profile', 'email'],
    permissions: {
      crm_contact_read: ['contacts.read'],
      crm_contact_write: ['contacts.read', 'contacts.write'],
      crm_deal_read: ['deals.read'],
    },
  };
}

function keyed(api: Listening): IntegrationDefinition {
  return {
    type: 'keyed',
    name: 'Keyed',
    categories: ['hris', 'payment'],
    token: { names: ['API key'] },
    verify: {
      request: ({ values: [key = ''] }) => ({ url: `${api.url}/me`, headers: { 'x-api-key': key } }),
      account: (reply) => {
        const { id, name, email } = reply as { id: string; name?: string; email?: string };
        return { id, ...(name && { name }), ...(email && { emails: [email] }) };
      },
    },
  };
}

function paired(api: Listening): IntegrationDefinition {
  return {
    type: 'paired',
    name: 'Paired',
    categories: ['accounting'],
    token: { names: ['Subdomain', 'API key'] },
    verify: { request: ({ values: [, key = ''] }) => ({ url: `${api.url}/me`, headers: { 'x-api-key': key } }) },
  };
}

/** Has no way to ask whether a token works, and no permissions of its own. */
const trusting: IntegrationDefinition = {
  type: 'trusting',
  name: 'Trusting',
  categories: ['storage'],
  is_active: true,
  token: { names: ['API token'] },
};

/** Connected by a client of the user's own. */
function machine({ issuer }: TestProvider): IntegrationDefinition {
  return {
    type: 'machine',
    name: 'Machine',
    categories: ['erp'],
    oauth: { grant_type: 'client_credentials', issuer, discovery: true },
    token: {
      names: ['Client id', 'Client secret'],
      fields: [
        { name: 'client_id', label: 'Client id', type: 'text' },
        { name: 'client_secret', label: 'Client secret', type: 'secret' },
      ],
    },
    permissions: { erp_order_read: ['contacts.read'] },
  };
}

/** Connected by user name and password. */
function desk({ oauth }: TestProvider): IntegrationDefinition {
  return {
    type: 'desk',
    name: 'Desk',
    categories: ['ticketing'],
    oauth: { ...oauth, grant_type: 'password' },
    token: {
      names: ['User name', 'Password'],
      fields: [
        { name: 'username', label: 'User name', type: 'text' },
        { name: 'password', label: 'Password', type: 'secret' },
      ],
    },
    permissions: { ticketing_ticket_read: ['contacts.read'] },
  };
}

import { randomUUID } from 'node:crypto';
import { createCatalogue, type IntegrationDefinition } from '../../../src/server/catalogue/index.js';
import { createOutbound } from '../../../src/server/outbound/index.js';
import { createKeyring, openStore, type Store } from '../../../src/server/store/index.js';
import {
  type AuthorizeRequest,
  type CompleteRequest,
  localVault,
  type Owner,
  type Vault,
  type VaultAuditEntry,
} from '../../../src/server/vault/index.js';
import { listen, type Listening } from '../support/listen.js';
import { startProvider, type TestProvider } from '../support/provider.js';

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
  readonly clock: { now: number };
  /** Goes to the provider and comes back, ready to be completed. */
  consent(request?: Partial<AuthorizeRequest>): Promise<CompleteRequest>;
  rows(): Promise<number>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly database?: string;
  readonly timeoutMs?: number;
  /** Beside the usual four. */
  readonly integrations?: readonly IntegrationDefinition[];
  readonly allow?: readonly string[];
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { database = ':memory:', timeoutMs, integrations = [], allow = [] } = options;
  const provider = await startProvider({ redirectUris: Object.values(redirectUri) });
  const tokenApi = await startTokenApi();
  const store = await openStore(database);
  const keyring = await createKeyring(['canary-sealing-secret-of-32-characters']);
  const audited: VaultAuditEntry[] = [];
  const clock = { now: 1_750_000_000_000 };
  const vault = localVault({
    db: store.db,
    keyring,
    catalogue: createCatalogue([harbor(provider), keyed(tokenApi), paired(tokenApi), trusting, ...integrations]),
    fetch: createOutbound({ allow: [provider.issuer, tokenApi.url, ...allow] }),
    now: () => clock.now,
    timeoutMs,
    audit: (entry) => void audited.push(entry),
  });
  const consent = async (changed: Partial<AuthorizeRequest> = {}): Promise<CompleteRequest> => {
    const state = randomUUID();
    const request = { owner: ada, integration: 'harbor', permissions: [], inputs: {}, redirectUri, state, ...changed };
    const { url, pending } = await vault.authorize(request);
    const callback = await provider.consent(url);
    const { owner, integration, permissions, inputs, reconnect } = request;
    const params = callback.searchParams;
    return { owner, integration, permissions, inputs, reconnect, pending, params, state, key: randomUUID() };
  };
  const rows = async (): Promise<number> => (await store.db.selectFrom('connection').select('id').execute()).length;
  const close = async (): Promise<void> => {
    await Promise.all([provider.close(), tokenApi.close(), store.close()]);
  };
  return { vault, db: store.db, provider, tokenApi, audited, clock, consent, rows, close };
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

import assert from 'node:assert/strict';
import { join } from 'node:path';
import Database from 'libsql';
import type { Connection } from '../../../src/contract/index.js';
import type { ConnectionServerOptions } from '../../../src/server/index.js';
import { openStore } from '../../../src/server/store/index.js';
import { startProduct, type Product } from './product.js';
import { startSite, type Site } from './site.js';

export const API_KEY = 'canary-api-key-0123456789abcdef';

/** A product whose backend makes links, with the means to look at what came of them from every side. */
export interface Outside {
  readonly product: Product;
  /** Every webhook that was sent, by its event. */
  webhooks(): Promise<string[]>;
  /** An auth URL of Unified.to's surface, with what else it says beside where it leads to in the end. */
  authUrl(integration: string, user: string, more?: Readonly<Record<string, string>>): Promise<string>;
  /** Apideck's `session_uri`, and the token beside it. */
  session(user: string): Promise<{ uri: string; token: string }>;
  /** Apideck's `authorize_url` for Northwind, with what its recipes add to it. */
  authorizeUrl(user: string, nonce?: string): Promise<string>;
  /** Asks the connection server as the product's backend, with its key. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Asks it as a page of the product with this session. */
  askAs(token: string, path: string): Promise<Response>;
  listed(user: string): Promise<Connection[]>;
  /** What is in the database: `pending` waits to be confirmed. */
  rows(): Promise<{ id: string; external_xref: string | null; pending: boolean }[]>;
  attempts(): Promise<{ id: string; status: string }[]>;
  /** Tokens that still work at the provider. What is under way in the background ends first. */
  tokensAtProvider(): Promise<string[]>;
  /** Puts the server's clock on by so many milliseconds, and does what is due then. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export type OutsideOptions = Pick<ConnectionServerOptions, 'links'> & { readonly knowsUsers: boolean };

export async function startOutside({ links = 'confirm', knowsUsers }: OutsideOptions): Promise<Outside> {
  const receiver: Site = await startSite('localhost');
  let ahead = 0;
  const product = await startProduct({
    page: '<connection-embed endpoint="/connect"></connection-embed>',
    links,
    knowsUsers,
    apiKeys: [API_KEY],
    allowOrigins: [receiver.url],
    webhooks: [{ url: `${receiver.url}/webhook`, secret: `whsec_${Buffer.alloc(24, 'canary').toString('base64')}` }],
    now: () => Date.now() + ahead,
  });
  const store = await openStore(`file:${join(product.data, 'connections.db')}`);
  const server = `${product.url}/connect`;

  const ask = (path: string, { headers, ...init }: RequestInit = {}) =>
    fetch(server + path, { ...init, headers: { authorization: API_KEY, ...(headers as Record<string, string>) } });
  const asConsumer = (user: string, path: string, body: object) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-apideck-app-id': 'default', 'x-apideck-consumer-id': user },
    });

  return {
    product,
    async webhooks() {
      await product.connections.work({ once: true });
      return receiver.asked.map(({ body }) => (JSON.parse(body) as { type: string }).type);
    },
    async authUrl(integration, user, more = {}) {
      const query = new URLSearchParams({ external_xref: user, success_redirect: `${product.url}/done`, ...more });
      const reply = await ask(`/unified/integration/auth/default/${integration}?${query}`);
      assert.equal(reply.status, 200);
      return await reply.text();
    },
    async session(user) {
      const reply = await asConsumer(user, '/vault/sessions', { redirect_uri: `${product.url}/done` });
      assert.equal(reply.status, 200);
      const { data } = (await reply.json()) as { data: { session_uri: string; session_token: string } };
      return { uri: data.session_uri, token: data.session_token };
    },
    async authorizeUrl(user, nonce) {
      const redirect_uri = `${product.url}/done`;
      const slot = '/vault/connections/crm/northwind-crm';
      const reply = await asConsumer(user, `${slot}/callback-state`, { redirect_uri });
      assert.equal(reply.status, 200);
      const { data } = (await reply.json()) as { data: { state: string } };
      const query = new URLSearchParams({ state: data.state, redirect_uri, ...(nonce !== undefined && { nonce }) });
      return `${server}/vault/authorize/northwind-crm/default?${query}`;
    },
    ask,
    askAs: (token, path) =>
      fetch(server + path, { headers: { authorization: `Bearer ${token}`, origin: product.url } }),
    async listed(user) {
      const reply = await ask(`/unified/connection?external_xref=${user}`);
      assert.equal(reply.status, 200);
      return (await reply.json()) as Connection[];
    },
    async rows() {
      const rows = await store.db.selectFrom('connection').select(['id', 'external_xref', 'confirm_by']).execute();
      return rows.map(({ confirm_by, ...row }) => ({ ...row, pending: confirm_by !== null }));
    },
    attempts: () => store.db.selectFrom('attempt').select(['id', 'status']).execute(),
    async tokensAtProvider() {
      await product.restart({});
      const provider = new Database(join(product.providerData, 'provider.db'), { readonly: true });
      const rows = provider.prepare("select model from model where model in ('AccessToken', 'RefreshToken')").all();
      provider.close();
      return (rows as { model: string }[]).map(({ model }) => model);
    },
    async pass(ms) {
      ahead += ms;
      await product.connections.work({ once: true });
    },
    async close() {
      await store.close();
      await product.close();
      await receiver.close();
    },
  };
}

import type { IntegrationDefinition } from '../../../src/server/catalogue/index.js';
import { listen, type Listening } from '../support/listen.js';

export interface PierReply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

/** A small provider over real HTTP whose token replies the test makes up, odd ones among them. */
export interface Pier {
  readonly integration: IntegrationDefinition;
  readonly url: string;
  /** What the token endpoint was sent, in order. */
  readonly asked: URLSearchParams[];
  readonly revoked: URLSearchParams[];
  /** The answer to a token request; a promise keeps it waiting. */
  reply: (form: URLSearchParams) => PierReply | Promise<PierReply>;
  /** How the revocation endpoint answers. */
  revocation: PierReply;
  /** How `/me` answers, which is the integration's `verify`. */
  me: PierReply;
  close(): Promise<void>;
}

export async function startPier(): Promise<Pier> {
  const server: Listening = await listen((request, response) => {
    const form = new URLSearchParams(server.requests.at(-1)?.body);
    const send = ({ status = 200, headers = {}, body = {} }: PierReply): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    };
    if (request.url === '/me') return send(pier.me);
    if (request.url === '/revoke') return void (pier.revoked.push(form), send(pier.revocation));
    pier.asked.push(form);
    void Promise.resolve(pier.reply(form)).then(send);
  });
  const pier: Pier = {
    url: server.url,
    integration: {
      type: 'pier',
      name: 'Pier',
      categories: ['crm'],
      oauth: {
        client_id: 'pier-client',
        client_secret: 'canary-client-secret',
        authorization_endpoint: `${server.url}/authorize`,
        token_endpoint: `${server.url}/token`,
        revocation_endpoint: `${server.url}/revoke`,
      },
      permissions: { crm_contact_read: ['contacts.read'], crm_deal_read: ['deals.read'] },
      verify: {
        request: ({ access_token }) => ({
          url: `${server.url}/me`,
          headers: { authorization: `Bearer ${access_token}` },
        }),
        account: (reply) => reply as { id?: string },
      },
    },
    asked: [],
    revoked: [],
    reply: () => tokens(1),
    revocation: {},
    me: { body: { id: 'account-1' } },
    close: server.close,
  };
  return pier;
}

/** The n-th pair of tokens, good for an hour unless changed. */
export function tokens(n: number, changed: Record<string, unknown> = {}): PierReply {
  const body = { access_token: `canary-access-${n}`, token_type: 'Bearer', expires_in: 3600, ...changed };
  return { body: { refresh_token: `canary-refresh-${n}`, ...body } };
}

import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import Provider, { type Configuration } from 'oidc-provider';
import { listen, type Listening } from '../listen.js';
import type { Secrets } from '../secrets.js';
import { interactions } from './interactions.js';
import { openModels } from './models.js';
import { errorPage, styles } from './pages.js';

interface Options {
  url: string;
  port: number;
  data: string;
  secrets: Secrets;
  redirectUri: string;
  coop: string | undefined;
}

export interface ProviderServer extends Listening {
  setCoop(value?: string): void;
}

/**
 * Starts "Northwind CRM", a product with a certified OAuth 2 and OpenID Connect server: sign-in and consent pages of its
 * own, PKCE required, refresh tokens that rotate and outlive a restart, `iss` with every answer.
 */
export async function startProvider({ url, port, data, secrets, redirectUri, coop }: Options): Promise<ProviderServer> {
  const models = await openModels(join(data, 'provider.db'));
  const provider = new Provider(url, {
    adapter: models.adapter,
    clients: [
      {
        client_id: 'connection-embed-demo',
        client_name: 'Acme',
        client_secret: secrets.client,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: [secrets.cookies] },
    jwks: { keys: [secrets.jwk] },
    ...policy,
  });
  const answer = provider.callback();
  const pages = interactions(provider);
  let policyHeader = coop;
  const handler: RequestListener = (request, response) => {
    if (policyHeader !== undefined) response.setHeader('Cross-Origin-Opener-Policy', policyHeader);
    if (request.url === '/northwind.css') {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(styles);
    } else if (request.url?.startsWith('/interaction/')) {
      void pages(request, response);
    } else {
      void answer(request, response);
    }
  };
  const listening = await listen(handler, port).catch((error: unknown) => {
    models.close();
    throw error;
  });
  return {
    setCoop: (value) => (policyHeader = value),
    async close() {
      await listening.close();
      models.close();
    },
  };
}

const hour = 3600;

const policy: Configuration = {
  scopes: ['openid', 'offline_access', 'contacts.read', 'deals.read'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: {
    AccessToken: hour,
    AuthorizationCode: 60,
    IdToken: hour,
    Interaction: hour,
    Session: 14 * 24 * hour,
    Grant: 14 * 24 * hour,
    RefreshToken: 14 * 24 * hour,
  },
  /** Whoever signs in has an account: the address is the id, so that one can also come back as somebody else. */
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: sub, email_verified: true, name: nameOf(sub) }),
  }),
  renderError(ctx, out) {
    ctx.type = 'html';
    ctx.body = errorPage(out.error_description ?? out.error);
  },
};

function nameOf(email: string): string {
  const name = email.split('@')[0] ?? email;
  return name === 'ada' ? 'Ada Lovelace' : name.charAt(0).toUpperCase() + name.slice(1);
}

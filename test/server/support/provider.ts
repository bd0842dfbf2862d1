import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type InteractionResults } from 'oidc-provider';
import type { OAuthProvider } from '../../../src/server/oauth/index.js';

export interface ProviderOptions {
  readonly redirectUris: readonly string[];
  readonly clientSecret?: string;
  readonly clientAuth?: 'client_secret_basic' | 'client_secret_post';
  /** Seconds an access token lives. */
  readonly tokenSeconds?: number;
  /** False: no pushed authorization requests, so that the parameters stand in the URL. */
  readonly pushed?: boolean;
}

/** A real OpenID provider on a port of its own, whose users agree to everything unless told otherwise. */
export interface TestProvider {
  readonly issuer: string;
  readonly oauth: OAuthProvider;
  /** Who is signed in at the provider; changed to try another account. */
  account: string;
  /** Which of the requested scopes the user grants; all unless set. */
  grant: (requested: readonly string[]) => readonly string[];
  /** True: the user clicks Cancel. */
  denies: boolean;
  /** Bends the callback on its way back, as an attacker would. */
  tamper: ((callback: URL) => void) | undefined;
  /** Every request to the token endpoint, as it arrived. */
  readonly tokenRequests: { authorization: string | undefined; body: Record<string, unknown> }[];
  /** Follows the redirects from `url` as a browser of a fresh user would, up to our callback. */
  consent(url: string): Promise<URL>;
  close(): Promise<void>;
}

const clientId = 'connection-embed';
const scopes = ['openid', 'profile', 'email', 'contacts.read', 'contacts.write', 'deals.read'];

export async function startProvider(options: ProviderOptions): Promise<TestProvider> {
  const {
    clientSecret = 'canary-client-secret',
    clientAuth = 'client_secret_basic',
    tokenSeconds = 3600,
    pushed = true,
  } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...options.redirectUris],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: clientAuth,
      },
    ],
    cookies: { keys: ['test'] },
    scopes,
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: true,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: pushed },
    },
    pkce: { required: () => true },
    ttl: { AccessToken: tokenSeconds, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600, RefreshToken: 3600 },
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: true,
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ sub, name: `Name of ${sub}`, email: `${sub}@example.com` }),
    }),
  });
  const peer: TestProvider = {
    issuer,
    oauth: {
      client_id: clientId,
      client_secret: clientSecret,
      client_auth: clientAuth,
      issuer,
      discovery: true,
    },
    account: 'alice',
    grant: (requested) => requested,
    denies: false,
    tamper: undefined,
    tokenRequests: [],
    consent: (url) => follow(url, options.redirectUris),
    close: () => stop(server),
  };
  provider.use((context, next) => observe(context, next, { peer, redirectUris: options.redirectUris }));
  provider.use((context, next) => interact(provider, context, { next, peer }));
  server.on('request', provider.callback());
  return peer;
}

/** Remembers what the token endpoint is sent, and lets `tamper` at what goes back to our callback. */
async function observe(
  context: any,
  next: () => Promise<void>,
  { peer, redirectUris }: { peer: TestProvider; redirectUris: readonly string[] },
): Promise<void> {
  await next();
  if (context.path === '/token') {
    peer.tokenRequests.push({
      authorization: context.get('authorization') || undefined,
      body: context.oidc?.body ?? {},
    });
  }
  const location: string = context.response.get('location') ?? '';
  if (peer.tamper && redirectUris.some((uri) => location.startsWith(uri))) {
    const callback = new URL(location);
    peer.tamper(callback);
    context.set('location', callback.href);
  }
}

/** Signs in and agrees, or does not: the pages a human would see, without the human. */
async function interact(
  provider: Provider,
  context: any,
  { next, peer }: { next: () => Promise<void>; peer: TestProvider },
): Promise<void> {
  if (!context.path.startsWith('/interaction/')) return next();
  const details = await provider.interactionDetails(context.req, context.res);
  const { prompt, params, session } = details;
  if (peer.denies) {
    const result = { error: 'access_denied', error_description: '<script>canary-description</script>' };
    return finish(provider, context, result);
  }
  if (prompt.name === 'login') return finish(provider, context, { login: { accountId: peer.account } });
  const requested = String(params['scope']).split(' ');
  const granted = peer.grant(requested);
  const grant = new provider.Grant({ accountId: session?.accountId ?? peer.account, clientId });
  grant.addOIDCScope(granted.join(' '));
  grant.rejectOIDCScope(requested.filter((one) => !granted.includes(one)).join(' '));
  return finish(provider, context, { consent: { grantId: await grant.save() } });
}

async function finish(provider: Provider, context: any, result: InteractionResults): Promise<void> {
  context.redirect(
    await provider.interactionResult(context.req, context.res, result, { mergeWithLastSubmission: true }),
  );
}

/** A browser of which only redirects and cookies are left. */
async function follow(url: string, redirectUris: readonly string[]): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(url);
  for (let hop = 0; hop < 12; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(at, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = reply.headers.get('location');
    if (location === null)
      throw new Error(`the provider stopped at ${at.pathname} with ${reply.status}: ${await reply.text()}`);
    at = new URL(location, at);
    if (redirectUris.some((uri) => at.href.startsWith(uri))) return at;
  }
  throw new Error('the provider redirects without end');
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

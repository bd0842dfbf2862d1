import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { errors, type InteractionResults } from 'oidc-provider';
import type { ClientKey, OAuthProvider } from '../../../src/server/oauth/index.js';

export interface ProviderOptions {
  readonly redirectUris: readonly string[];
  readonly clientSecret?: string;
  /** With `private_key_jwt` the client's key pair is made here, and no secret is declared. */
  readonly clientAuth?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
  /** False: a refresh token stays the same when it is used. */
  readonly rotate?: boolean;
  /** Seconds an access token lives. */
  readonly tokenSeconds?: number;
  /** False: no pushed authorization requests, so that the parameters stand in the URL. */
  readonly pushed?: boolean;
}

/** How the token endpoint treats requests: `500` and `429` refuse before anything is issued, `hang` never answers. */
export type TokenMood = 'ok' | '500' | '429' | 'hang';

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
  /** Every request to the revocation endpoint (RFC 7009). */
  readonly revocations: Record<string, unknown>[];
  mood: TokenMood;
  /** Bends what the token endpoint answers with 200, as an odd provider would: leaves out the refresh token, say. */
  bend: ((reply: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** A client that an end user has here, for `client_credentials`. */
  readonly userClient: { readonly client_id: string; readonly client_secret: string };
  /** What every account takes as its password, in the `password` grant. */
  readonly password: string;
  /** How many token requests there were, of one grant type or of all. */
  tokenCalls(grantType?: string): number;
  /** Keeps token replies back, after the tokens were issued, until the answer is called. */
  hold(): () => void;
  /** Resolves when the next token request has arrived and, if it may, has issued its tokens. */
  held(): Promise<void>;
  /** Everything an account (each, unless named) has agreed to ends: refresh tokens are `invalid_grant`, access tokens 401. */
  revokeGrants(account?: string): Promise<void>;
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
    rotate = true,
  } = options;
  const { privateKey, publicKey } = await keysOf(clientAuth);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        ...(publicKey ? { jwks: { keys: [publicKey] } } : { client_secret: clientSecret }),
        redirect_uris: [...options.redirectUris],
        grant_types: ['authorization_code', 'refresh_token', 'password'],
        token_endpoint_auth_method: clientAuth,
      },
      {
        ...userClient,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: clientAuth === 'client_secret_post' ? clientAuth : 'client_secret_basic',
      },
    ],
    cookies: { keys: ['test'] },
    scopes,
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: true,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: pushed },
    },
    pkce: { required: () => true },
    ttl: {
      AccessToken: tokenSeconds,
      ClientCredentials: tokenSeconds,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 600,
      Session: 3600,
      RefreshToken: 3600,
    },
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: rotate,
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ sub, name: `Name of ${sub}`, email: `${sub}@example.com` }),
    }),
  });
  const gate: Gate = { open: undefined, arrivals: [] };
  const grants: { id: string; account: string }[] = [];
  const peer: TestProvider = {
    issuer,
    oauth: {
      client_id: clientId,
      ...(privateKey ? { client_key: privateKey } : { client_secret: clientSecret }),
      client_auth: clientAuth,
      issuer,
      discovery: true,
    },
    account: 'alice',
    grant: (requested) => requested,
    denies: false,
    tamper: undefined,
    tokenRequests: [],
    revocations: [],
    mood: 'ok',
    bend: undefined,
    userClient,
    password: 'canary-password',
    tokenCalls: (grantType) =>
      peer.tokenRequests.filter(({ body }) => grantType === undefined || body['grant_type'] === grantType).length,
    hold: () => {
      let release = () => {};
      gate.open = new Promise((resolve) => (release = resolve));
      return () => {
        gate.open = undefined;
        release();
      };
    },
    held: () => new Promise((resolve) => gate.arrivals.push(resolve)),
    async revokeGrants(account) {
      for (const grant of grants.filter((one) => account === undefined || one.account === account)) {
        await (await provider.Grant.find(grant.id))?.destroy();
      }
    },
    consent: (url) => follow(url, options.redirectUris),
    close: () => stop(server),
  };
  provider.on('grant.saved', ({ jti, accountId = '' }) => grants.push({ id: jti, account: accountId }));
  takePasswords(provider, peer);
  provider.use((context, next) => observe(context, next, { peer, redirectUris: options.redirectUris }));
  provider.use((context, next) => answerTokens(context, next, { peer, gate }));
  provider.use((context, next) => interact(provider, context, { next, peer }));
  server.on('request', provider.callback());
  return peer;
}

/** Lets `tamper` at what goes back to our callback, and remembers what is revoked. */
async function observe(
  context: any,
  next: () => Promise<void>,
  { peer, redirectUris }: { peer: TestProvider; redirectUris: readonly string[] },
): Promise<void> {
  await next();
  if (context.path === '/token/revocation') peer.revocations.push(context.oidc?.body ?? {});
  const location: string = context.response.get('location') ?? '';
  if (peer.tamper && redirectUris.some((uri) => location.startsWith(uri))) {
    const callback = new URL(location);
    peer.tamper(callback);
    context.set('location', callback.href);
  }
}

interface Gate {
  open: Promise<void> | undefined;
  readonly arrivals: (() => void)[];
}

/** Remembers what the token endpoint is sent, and answers as its mood and the gate have it. */
async function answerTokens(
  context: any,
  next: () => Promise<void>,
  { peer, gate }: { peer: TestProvider; gate: Gate },
): Promise<void> {
  if (context.path !== '/token') return next();
  const { mood } = peer;
  if (mood === 'ok') await next();
  if (peer.bend && context.status === 200) context.body = peer.bend(context.body);
  const body = mood === 'ok' ? context.oidc?.body : Object.fromEntries(new URLSearchParams(await textOf(context.req)));
  peer.tokenRequests.push({ authorization: context.get('authorization') || undefined, body: body ?? {} });
  for (const arrived of gate.arrivals.splice(0)) arrived();
  await gate.open;
  if (mood === 'hang') await new Promise(() => {});
  if (mood === '500') Object.assign(context, { status: 500, type: 'html', body: '<h1>canary-upstream-words</h1>' });
  if (mood === '429') {
    context.set('retry-after', '7');
    Object.assign(context, { status: 429, body: { error: 'slow_down', error_description: 'canary-upstream-words' } });
  }
}

/** RFC 6749 §4.3, which oidc-provider leaves to whoever still wants it. */
function takePasswords(provider: Provider, peer: TestProvider): void {
  const handler = async (context: any): Promise<void> => {
    const { client, params } = context.oidc;
    if (params.password !== peer.password) throw new errors.InvalidGrant('canary-upstream-words');
    const accountId: string = params.username;
    const scope: string = params.scope ?? 'contacts.read';
    const grant = new provider.Grant({ accountId, clientId: client.clientId });
    grant.addOIDCScope(scope);
    const about = { accountId, client, scope, grantId: await grant.save(), gty: 'password' };
    const token = new provider.AccessToken(about as any);
    context.body = {
      access_token: await token.save(),
      token_type: 'Bearer',
      expires_in: token.expiration,
      refresh_token: await new provider.RefreshToken(about as any).save(),
      scope,
    };
  };
  provider.registerGrantType('password', handler, ['username', 'password', 'scope']);
}

const userClient = { client_id: 'client-of-the-user', client_secret: 'canary-user-client-secret' };

async function keysOf(clientAuth: string): Promise<{ privateKey?: ClientKey; publicKey?: object }> {
  if (clientAuth !== 'private_key_jwt') return {};
  const pair = await generateKeyPair('ES256', { extractable: true });
  const kid = 'client-key';
  return {
    privateKey: { key: (await exportJWK(pair.privateKey)) as ClientKey['key'], kid },
    publicKey: { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256', use: 'sig' },
  };
}

async function textOf(request: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
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

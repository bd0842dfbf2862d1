import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Grant {
  challenge: string;
  redirectUri: string;
  account: string;
  scope: string;
}

/** How the token endpoint behaves next; `hang` never answers. */
export type Mood = 'good' | 'hang' | 'html-502' | 'error-200';

/**
 * The token and userinfo endpoints of a small OAuth server over real HTTP: a code works once, only for the client, the
 * redirect URI and the PKCE challenge it was given for. Its sign-in page is the test itself, through `authorize`.
 */
export async function startAuthorizationServer() {
  const grants = new Map<string, Grant>();
  const accounts = new Map<string, string>();
  const refreshing = new Map<string, string>();
  const calls: { path: string; body: string; authorization: string }[] = [];
  let mood: Mood = 'good';
  let gate: Promise<void> | undefined;
  const arrivals: (() => void)[] = [];

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const authorization = request.headers.authorization ?? '';
    calls.push({ path: request.url ?? '', body, authorization });
    const answer = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (request.url === '/userinfo') {
      const account = accounts.get(authorization.replace('Bearer ', ''));
      return account ? answer(200, { sub: account, email: `${account}@example.com`, name: account }) : answer(401, {});
    }
    if (mood === 'hang') return;
    for (const arrived of arrivals.splice(0)) arrived();
    await gate;
    if (mood === 'html-502') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad</h1>');
    if (mood === 'error-200') return answer(200, { error: 'bad_verification_code' });
    const form = new URLSearchParams(body);
    if (form.get('grant_type') === 'refresh_token') {
      const account = refreshing.get(form.get('refresh_token') ?? '');
      refreshing.delete(form.get('refresh_token') ?? '');
      return account ? answer(200, issue({ account })) : answer(400, { error: 'invalid_grant' });
    }
    if (form.get('grant_type') === 'client_credentials') {
      const own = decodeURIComponent(atob(authorization.replace('Basic ', ''))) === 'own-client:canary-own-secret';
      const { refresh_token: _unused, ...tokens } = issue({ account: 'machine' });
      return own ? answer(200, tokens) : answer(401, { error: 'invalid_client' });
    }
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    // Both halves come form-encoded (RFC 6749 §2.3.1).
    const client = decodeURIComponent(atob(authorization.replace('Basic ', ''))) === 'client:canary-client-secret';
    if (!grant || !client || verifier !== grant.challenge || form.get('redirect_uri') !== grant.redirectUri) {
      return answer(400, { error: 'invalid_grant', error_description: 'canary-upstream-words' });
    }
    answer(200, { ...issue({ account: grant.account }), scope: grant.scope });
  });

  /** Tokens as the token endpoint gives them; each refresh token works once. */
  function issue({ account }: { account: string }) {
    const access_token = `canary-access-${randomUUID()}`;
    const refresh_token = `canary-refresh-${randomUUID()}`;
    accounts.set(access_token, account);
    refreshing.set(refresh_token, account);
    return { access_token, token_type: 'Bearer', expires_in: 3600, refresh_token };
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    calls,
    issue,
    tokenCalls: () => calls.filter(({ path }) => path === '/token'),
    set mood(value: Mood) {
      mood = value;
    },
    /** Keeps the next token replies back until the answer is called. */
    hold(): () => void {
      let release = () => {};
      gate = new Promise((resolve) => (release = resolve));
      return () => {
        gate = undefined;
        release();
      };
    },
    /** Resolves when a token request has arrived. */
    held: () => new Promise<void>((resolve) => arrivals.push(resolve)),
    /** The user agrees at the provider: a code for exactly this authorization request. */
    authorize(request: URL, { account = 'ada', scope }: { account?: string; scope?: string } = {}): string {
      const code = `canary-code-${randomUUID()}`;
      grants.set(code, {
        challenge: request.searchParams.get('code_challenge') ?? '',
        redirectUri: request.searchParams.get('redirect_uri') ?? '',
        account,
        scope: scope ?? request.searchParams.get('scope') ?? '',
      });
      return code;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { createOutbound } from '../../../src/server/outbound/index.js';
import {
  exchange,
  type OAuthProvider,
  type ProviderCalls,
  refreshTokens,
  resolveProvider,
  revokeToken,
  startAuthorization,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';

const redirectUri = 'http://127.0.0.1:9/oauth/code/harbor';
const plain = await listen((_, response) => response.end());
after(() => plain.close());

/** Every call that carries a secret, at endpoints of this origin. */
async function everyCall(origin: string, calls: ProviderCalls) {
  const provider: OAuthProvider = {
    client_id: 'connection-embed',
    client_secret: 'canary-client-secret',
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token?canary=query`,
    revocation_endpoint: `${origin}/revoke`,
  };
  const resolved = await resolveProvider(provider, {}, calls);
  const { pending } = await startAuthorization(resolved, { redirectUri, state: 's', scopes: [] }, calls);
  const params = new URLSearchParams({ code: 'canary-code', state: 's' });
  return [
    () => exchange(resolved, { params, state: 's', pending }, calls),
    () => refreshTokens(resolved, 'canary-refresh-token', calls),
    () => revokeToken(resolved, { token: 'canary-refresh-token', hint: 'refresh_token' }, calls),
  ];
}

async function closedOrigin(): Promise<string> {
  const closed = await listen((_, response) => response.end());
  await closed.close();
  return closed.url;
}

const unreachable: [string, () => Promise<string> | string, RegExp][] = [
  ['a name that does not exist', () => 'https://nowhere.invalid', /nowhere\.invalid \((ENOTFOUND|EAI_AGAIN)\)/],
  ['a port where nobody listens', closedOrigin, /127\.0\.0\.1:\d+ \(ECONNREFUSED\)/],
  [
    'a server that does not speak TLS',
    () => plain.url.replace('http:', 'https:'),
    /127\.0\.0\.1:\d+ \((ERR_SSL_\w+|EPROTO)\)/,
  ],
];

for (const [what, at, message] of unreachable) {
  test(`F36: ${what} is provider_unreachable, with the network’s own code and no secret`, async () => {
    const origin = await at();
    const outbound = createOutbound({ allow: [origin] });
    for (const fetching of [fetch, outbound]) {
      for (const call of await everyCall(origin, { fetch: fetching })) {
        assert.match((await failure(call(), 'provider_unreachable')).message, message);
      }
    }
  });
}

test('F35: while the metadata of one provider cannot be had, the others work, and it works when it can be', async (context) => {
  const reserved = createServer();
  reserved.listen(0, '127.0.0.1');
  await once(reserved, 'listening');
  const { port } = reserved.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  reserved.close();
  await once(reserved, 'close');
  const sleeping: OAuthProvider = { client_id: 'connection-embed', issuer, discovery: true };
  const awake: OAuthProvider = {
    client_id: 'connection-embed',
    authorization_endpoint: `${plain.url}/authorize`,
    token_endpoint: `${plain.url}/token`,
  };
  const start = async (provider: OAuthProvider) => {
    const resolved = await resolveProvider(provider, {}, { fetch });
    return startAuthorization(resolved, { redirectUri, state: 's', scopes: [] }, { fetch });
  };
  await failure(start(sleeping), 'provider_unreachable');
  assert.match((await start(awake)).url, /\/authorize\?/);
  await failure(start(sleeping), 'provider_unreachable');

  const woken = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    const metadata = { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` };
    response.end(JSON.stringify(metadata));
  });
  woken.listen(port, '127.0.0.1');
  await once(woken, 'listening');
  context.after(() => woken.close());
  assert.match((await start(sleeping)).url, new RegExp(`^${issuer}/authorize`));
});

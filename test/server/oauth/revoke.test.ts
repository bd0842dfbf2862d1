import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import { type OAuthProvider, resolveProvider, revokeToken } from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';

const calls = { fetch };
let answer: (response: ServerResponse) => void = (response) => response.end();
const peer = await listen((_, response) => answer(response));
after(() => peer.close());

const token = { token: 'canary-refresh-token', hint: 'refresh_token' as const };

async function revoke(overrides: Partial<OAuthProvider> = {}): Promise<void> {
  const provider: OAuthProvider = {
    client_id: 'connection-embed',
    client_secret: 'canary-client-secret',
    authorization_endpoint: `${peer.url}/authorize`,
    token_endpoint: `${peer.url}/token`,
    revocation_endpoint: `${peer.url}/revoke`,
    ...overrides,
  };
  return revokeToken(await resolveProvider(provider, {}, calls), token, calls);
}

test('a revocation names the token and its kind in the body, and the client in the header', async () => {
  answer = (response) => response.writeHead(200).end();
  await revoke();
  const { method, path, headers, body } = peer.requests.at(-1) ?? assert.fail('no request');
  assert.deepEqual([method, path], ['POST', '/revoke']);
  assert.match(headers.authorization ?? '', /^Basic /);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
    token: 'canary-refresh-token',
    token_type_hint: 'refresh_token',
  });
});

test('a 204 says the same as a 200', async () => {
  answer = (response) => response.writeHead(204).end();
  await revoke();
});

test('without a revocation endpoint nothing is sent', async () => {
  const before = peer.requests.length;
  const resolved = await resolveProvider(
    { client_id: 'x', authorization_endpoint: `${peer.url}/authorize`, token_endpoint: `${peer.url}/token` },
    {},
    calls,
  );
  await revokeToken(resolved, token, calls);
  assert.equal(peer.requests.length, before);
});

test('a refusal is told from a failure that passes, and neither quotes the provider', async () => {
  const says = (status: number, body: string, headers: Record<string, string> = {}) => {
    answer = (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
  says(400, '{"error":"unsupported_token_type","error_description":"canary"}');
  assert.match((await failure(revoke(), 'exchange_failed')).message, /unsupported_token_type/);
  says(401, '{"error":"invalid_client"}', { 'www-authenticate': 'Basic realm="canary"' });
  await failure(revoke(), 'exchange_failed');
  says(503, '<h1>canary</h1>', { 'retry-after': '9', 'content-type': 'text/html' });
  assert.equal((await failure(revoke(), 'provider_failed')).retry_after, 9);
});

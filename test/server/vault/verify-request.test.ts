import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GivenCredentials, IntegrationDefinition, Verify } from '../../../src/server/catalogue/index.js';
import { verifyRequest } from '../../../src/server/vault/local/verify-request.js';

const form = { names: ['Account', 'API token'] };
const integration: IntegrationDefinition = { type: 'odd', name: 'Odd', categories: ['crm'], token: form };

type Url = (given: GivenCredentials) => string | undefined;

function ask(url: Url, given: Partial<GivenCredentials>) {
  const verify = { request: (credentials) => ({ url: url(credentials) }) } as Verify;
  return verifyRequest(integration, verify, { values: [], inputs: {}, ...given });
}

const fixed = 'https://api.example/v1/users/me';
const refused = { code: 'integration_misconfigured', message: /puts a credential into its URL/ };

test('a secret that is a word of the address by chance is asked like any other', () => {
  for (const secret of ['users', 'v1', 'e', '/', 'https://api.example/v1/users/me']) {
    assert.equal(ask(() => fixed, { values: ['', secret] }).url, fixed, secret);
    assert.equal(ask(() => fixed, { access_token: secret }).url, fixed, secret);
  }
  const byAccount: Url = ({ values: [account = ''] }) => `https://${account}.example/me`;
  assert.equal(ask(byAccount, { values: ['acme', 'acme'] }).url, 'https://acme.example/me');
});

test('a secret that the address is made of is refused, however short, and where its word stands there too', () => {
  const made: Record<string, Url> = {
    query: ({ values }) => `${fixed}?key=${values[1]}`,
    encoded: ({ values }) => `${fixed}?key=${encodeURIComponent(values[1] ?? '')}`,
    path: ({ values }) => `${fixed}/${values[1]}`,
    'by its shape': ({ values }) => (values[1] === 'users' ? `${fixed}?key=users` : fixed),
    'by its beginning': ({ values }) => (values[1]?.startsWith('sk') ? `${fixed}?key=${values[1]}` : fixed),
  };
  for (const [name, url] of Object.entries(made))
    for (const secret of ['users', 'v', '7', 'sk_live_0123', 'a b/ü', '--']) {
      if (!url({ values: ['', secret], inputs: {} })?.includes('key') && name !== 'path') continue;
      assert.throws(() => ask(url, { values: ['acme', secret] }), refused, `${name}: ${secret}`);
    }
  assert.throws(() => ask(({ access_token }) => `${fixed}?t=${access_token}`, { access_token: 'me' }), refused);
  const neighbours: Url = ({ values }) => `${fixed}?key=${values[0]}`;
  const secrets = { ...integration, token: { names: ['API key', 'API token'] } };
  const verify: Verify = { request: (credentials) => ({ url: neighbours(credentials) ?? '' }) };
  assert.throws(() => verifyRequest(secrets, verify, { values: ['a1', 'b2'], inputs: {} }), refused, 'each by itself');
  const oneLeaks: Verify = { request: ({ values }) => ({ url: `${fixed}?key=${values[0]}` }) };
  assert.throws(() => verifyRequest(secrets, oneLeaks, { values: ['a1', 'users'], inputs: {} }), refused, 'one of two');
});

test('a secret is known in the address however it is spelt there: by a form, by a host, in small letters', () => {
  const made: Record<string, (secret: string) => string> = {
    plain: (secret) => `${fixed}/${secret}Α`,
    form: (secret) => `${fixed}?${new URLSearchParams({ key: secret })}`,
    url: (secret) => new URL(`${fixed}?key=${encodeURIComponent(secret)}`).href,
    'small escapes': (secret) =>
      `${fixed}?key=${encodeURIComponent(secret).replace(/%../g, (one) => one.toLowerCase())}`,
  };
  for (const [name, url] of Object.entries(made))
    for (const secret of ['my secret pass', 'sk!live*(1)~', "a'b", 'a/b=', 'ΑΣ']) {
      const asked = () => ask(({ values }) => url(values[1] ?? ''), { values: ['acme', secret] });
      assert.throws(asked, refused, `${name}: ${secret}`);
    }
  const host: Url = ({ values }) => new URL(`https://${values[1]}.example/me`).href;
  assert.throws(() => ask(host, { values: ['acme', 'SkLiveABC'] }), refused);
  assert.equal(ask(() => fixed, { values: ['acme', 'API.Example'] }).url, fixed, 'a word of it by chance');
});

test('an integration that makes nothing of a stand-in is refused the secret in the address', () => {
  const picky: Url = ({ values: [, token] }) => {
    if (token !== 'users') throw new Error('canary');
    return fixed;
  };
  assert.throws(() => ask(picky, { values: ['acme', 'users'] }), refused);
});

test('an integration that makes no request is told so, without what it threw', () => {
  const none = { code: 'integration_misconfigured', message: /verify\.request of odd gives no request/ };
  assert.throws(() => ask(() => undefined, {}), none);
  assert.throws(() => ask(() => '/me', {}), none);
  const nothing = { request: () => undefined } as unknown as Verify;
  assert.throws(() => verifyRequest(integration, nothing, { values: [], inputs: {} }), none);
  const throws: Url = () => {
    throw new Error('canary');
  };
  const threw = { message: 'integration_misconfigured: verify.request of odd threw' };
  assert.throws(() => ask(throws, {}), threw);
});

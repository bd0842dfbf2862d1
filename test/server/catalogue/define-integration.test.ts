import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createCatalogue,
  defineIntegration,
  describe,
  hubspot,
  type IntegrationDefinition,
} from '../../../src/server/catalogue/index.js';

function harbor(overrides: Partial<IntegrationDefinition> = {}): IntegrationDefinition {
  return { type: 'harbor', name: 'Harbor', categories: ['crm'], token: { names: ['API key'] }, ...overrides };
}

const oauth = {
  client_id: 'connection-embed',
  authorization_endpoint: 'https://login.harbor.example/authorize',
  token_endpoint: 'https://login.harbor.example/token',
};
const subdomain = { name: 'subdomain', type: 'subdomain' as const };

const wrong: [string, Partial<IntegrationDefinition>, RegExp][] = [
  ['a type that is no slug', { type: 'Harbor CRM' }, /"Harbor CRM": type/],
  ['an empty name', { name: ' ' }, /"harbor": name/],
  ['no category', { categories: [] }, /categories is empty/],
  ['a category that is no slug', { categories: ['crm', 'C R M'] }, /categories\[1\]/],
  [
    'as many fields as there are not names',
    { token: { names: ['a', 'b'], fields: [subdomain] } },
    /token\.fields has 1/,
  ],
  [
    'a pattern that does not compile',
    { token: { names: ['a'], fields: [{ ...subdomain, pattern: '[' }] } },
    /fields\[0\]\.pattern/,
  ],
  ['two inputs of one name', { oauth, inputs: [subdomain, subdomain] }, /inputs\[1\]\.name/],
  ['an input named like a built-in', { oauth, inputs: [{ ...subdomain, name: '__proto__' }] }, /inputs\[0\]\.name/],
  [
    'an endpoint in the clear',
    { oauth: { ...oauth, token_endpoint: 'http://login.harbor.example/token' } },
    /oauth\.token_endpoint/,
  ],
  [
    'an endpoint with userinfo',
    { oauth: { ...oauth, token_endpoint: 'https://a:b@harbor.example/token' } },
    /oauth\.token_endpoint/,
  ],
  [
    'no token endpoint',
    { oauth: { client_id: 'x', authorization_endpoint: oauth.authorization_endpoint } },
    /token_endpoint is missing/,
  ],
  ['discovery without an issuer', { oauth: { client_id: 'x', discovery: true } }, /oauth\.issuer is missing/],
  [
    'iss to be compared with nothing',
    { oauth: { ...oauth, authorization_response_iss_parameter_supported: true } },
    /oauth\.issuer/,
  ],
  [
    'a moving host without a fence',
    { oauth: { ...oauth, token_endpoint: 'https://{subdomain}.harbor.example/t' }, inputs: [subdomain] },
    /oauth\.host_suffix/,
  ],
  [
    'a placeholder without its input',
    { oauth: { ...oauth, token_endpoint: 'https://login.harbor.example/{tenant}' } },
    /\{tenant\}/,
  ],
  [
    'an endpoint outside the fence',
    { oauth: { ...oauth, host_suffix: '.other.example' } },
    /outside oauth\.host_suffix/,
  ],
  [
    'a fence that does not start with a dot',
    { oauth: { ...oauth, host_suffix: 'harbor.example' } },
    /oauth\.host_suffix is no/,
  ],
  ['a method that is not declared', { auth_methods: ['oauth2'] }, /auth_methods\[0\]/],
  [
    'a refusal shown at no field',
    { verify: { request: () => ({ url: 'https://harbor.example' }), rejects: 3 } },
    /verify\.rejects/,
  ],
  ['a logo that is no https URL', { logo_url: 'javascript:alert(1)' }, /logo_url/],
];

const form = (...names: string[]) => ({
  names,
  fields: names.map((name) => ({ name, type: 'secret' as const })),
});
const byClient = { grant_type: 'client_credentials' as const, token_endpoint: oauth.token_endpoint };
const byPassword = { ...byClient, grant_type: 'password' as const, client_id: 'connection-embed' };
const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'canary-private' };
const signing = { ...oauth, issuer: 'https://login.harbor.example', client_auth: 'private_key_jwt' as const };

const wrongGrants: typeof wrong = [
  [
    'a grant nobody knows',
    { oauth: { ...oauth, grant_type: 'constructor' as never } },
    /oauth\.grant_type is none of authorization_code, client_credentials, password/,
  ],
  [
    'client_credentials without a form',
    { oauth: byClient, token: undefined as never },
    /token\.fields lacks .*client_id/,
  ],
  ['client_credentials with one label', { oauth: byClient, token: { names: ['client_id'] } }, /token\.fields lacks/],
  [
    'client_credentials without a secret in its form',
    { oauth: byClient, token: form('client_id') },
    /token\.fields lacks a required client_secret/,
  ],
  [
    'client_credentials whose secret may be left out',
    {
      oauth: byClient,
      token: {
        names: ['a', 'b'],
        fields: [
          { name: 'client_id', type: 'text' },
          { name: 'client_secret', type: 'secret', optional: true },
        ],
      },
    },
    /token\.fields lacks a required client_secret/,
  ],
  [
    'client_credentials and a client of the operator',
    { oauth: { ...byClient, client_secret: 'canary' }, token: form('client_id', 'client_secret') },
    /oauth\.client_secret is there/,
  ],
  [
    'client_credentials that no key can sign',
    { oauth: { ...byClient, client_auth: 'private_key_jwt' }, token: form('client_id', 'client_secret') },
    /oauth\.client_auth/,
  ],
  [
    'password without a username',
    { oauth: byPassword, token: form('password') },
    /token\.fields lacks a required username/,
  ],
  [
    'password and no client',
    { oauth: { ...byClient, grant_type: 'password' }, token: form('username', 'password') },
    /oauth\.client_id/,
  ],
  [
    'password and no token endpoint',
    { oauth: { client_id: 'x', grant_type: 'password' }, token: form('username', 'password') },
    /oauth\.token_endpoint is missing/,
  ],
  [
    'oauth2 as the method of a grant by form',
    { oauth: byPassword, token: form('username', 'password'), auth_methods: ['oauth2'] },
    /auth_methods\[0\] is oauth2/,
  ],
  [
    'a token endpoint of a grant by form outside the fence',
    { oauth: { ...byPassword, host_suffix: '.other.example' }, token: form('username', 'password') },
    /outside oauth\.host_suffix/,
  ],
  ['private_key_jwt without a key', { oauth: signing }, /oauth\.client_key is no private key/],
  [
    'private_key_jwt with a public key',
    { oauth: { ...signing, client_key: { key: { ...key, d: undefined as never } } } },
    /oauth\.client_key is no private key/,
  ],
  [
    'private_key_jwt with a shared secret for a key',
    { oauth: { ...signing, client_key: { key: { kty: 'oct', d: 'canary' } } } },
    /oauth\.client_key is no private key/,
  ],
  [
    'private_key_jwt beside a secret',
    { oauth: { ...signing, client_key: { key }, client_secret: 'canary' } },
    /oauth\.client_secret is there beside/,
  ],
  [
    'private_key_jwt made out to nobody',
    { oauth: { ...oauth, client_auth: 'private_key_jwt', client_key: { key } } },
    /oauth\.issuer is missing/,
  ],
  ['a key that nothing uses', { oauth: { ...oauth, client_key: { key } } }, /oauth\.client_key is there without/],
];

for (const [what, overrides, message] of wrongGrants) {
  test(`an integration with ${what} is refused at start, and no key is quoted`, () => {
    assert.throws(
      () => defineIntegration(harbor(overrides)),
      (error: Error) => message.test(error.message) && !error.message.includes('canary'),
    );
  });
}

test('a grant of the token form is offered as a token, and needs no authorization endpoint', () => {
  for (const [oauth, ...names] of [
    [byClient, 'client_id', 'client_secret'],
    [byPassword, 'username', 'password'],
  ] as const) {
    const definition = defineIntegration(harbor({ oauth, token: form(...names) }));
    const described = describe(definition);
    assert.deepEqual(described.auth_methods, ['token']);
    assert.deepEqual(
      described.token_fields?.map(({ name }) => name),
      names,
    );
    assert.equal(JSON.stringify(described).includes(oauth.token_endpoint), false);
  }
});

test('a client that signs is accepted, and its key is described to nobody', () => {
  const definition = defineIntegration(harbor({ oauth: { ...signing, client_key: { key, kid: 'one' } } }));
  assert.deepEqual(describe(definition).auth_methods, ['oauth2', 'token']);
  assert.equal(JSON.stringify(describe(definition)).includes('canary'), false);
});

for (const [what, overrides, message] of wrong) {
  test(`an integration with ${what} is refused at start`, () => {
    assert.throws(() => defineIntegration(harbor(overrides)), message);
  });
}

/** As an author without types may write them. */
const misspelt: [object | undefined, RegExp][] = [
  [undefined, /^an integration is an object/],
  [{ type: undefined }, /type is missing$/],
  [{ categories: 'crm' }, /categories is no list$/],
  [{ verfy: {} }, /"harbor": verfy is no member that there is$/],
  [{ token: { fields: [] } }, /token\.names is missing$/],
  [{ token: { names: 'API key' } }, /token\.names is no list$/],
  [{ token: { names: ['a'], feilds: [] } }, /token\.feilds is no member/],
  [
    { token: { names: ['a'], fields: [{ name: 'a', type: 'password' }] } },
    /token\.fields\[0\]\.type is none of text, secret,/,
  ],
  [{ token: { names: ['a'], fields: [{ name: 'a' }] } }, /token\.fields\[0\]\.type is missing$/],
  [{ token: { names: ['a'], fields: [{ name: 'a', type: 'text', patern: 'x' }] } }, /token\.fields\[0\]\.patern is no/],
  [{ oauth, inputs: [{ name: 'a', type: 'hologram' }] }, /inputs\[0\]\.type is none of/],
  [{ permissions: ['crm_contact_read'] }, /permissions is no object$/],
  [{ permissions: { crm_contact_read: 'contacts' } }, /permissions\.crm_contact_read is no list$/],
  [{ verify: () => ({}) }, /verify is no object$/],
  [{ verify: {} }, /verify\.request is missing$/],
  [{ verify: { request: 'https://harbor.example' } }, /verify\.request is no function$/],
  [{ is_active: 'yes' }, /is_active is neither true nor false$/],
  [{ oauth: { ...oauth, token_url: 'https://harbor.example' } }, /oauth\.token_url is no member/],
  [{ oauth: { ...oauth, client_auth: 'basic' } }, /oauth\.client_auth is none of client_secret_basic,/],
];

for (const [overrides, message] of misspelt) {
  test(`an integration is refused where ${message.source} is true of it`, () => {
    const definition = overrides && { ...harbor(), ...overrides };
    assert.throws(() => defineIntegration(definition as IntegrationDefinition), { name: 'Error', message });
  });
}

test('HubSpot without its app is refused by name', () => {
  assert.throws(() => (hubspot as (options?: object) => unknown)(), /"hubspot": clientSecret is missing/);
  assert.throws(() => hubspot({ clientId: 'a' } as never), /"hubspot": clientSecret is missing/);
  assert.throws(() => hubspot({ clientSecret: 'a' } as never), /"hubspot": oauth\.client_id is empty/);
});

test('an integration with nothing to connect by is refused', () => {
  const { token: _, ...bare } = harbor();
  assert.throws(() => defineIntegration(bare), /oauth and token are both missing/);
});

test('a moving host within its fence is accepted', () => {
  const moving = {
    client_id: 'x',
    authorization_endpoint: 'https://{subdomain}.harbor.example/authorize',
    token_endpoint: 'https://{subdomain}.harbor.example/token',
    host_suffix: '.harbor.example',
  };
  assert.equal(defineIntegration(harbor({ oauth: moving, inputs: [subdomain] })).type, 'harbor');
});

test('a catalogue keeps the order given and refuses a type twice', () => {
  const catalogue = createCatalogue([harbor(), harbor({ type: 'anchor' })]);
  assert.deepEqual(
    catalogue.list().map((one) => one.type),
    ['harbor', 'anchor'],
  );
  assert.equal(catalogue.get('anchor')?.type, 'anchor');
  assert.throws(() => createCatalogue([harbor(), harbor()]), /two are of type "harbor"/);
});

test('B48: names of built-ins are no integrations', () => {
  const catalogue = createCatalogue([harbor()]);
  for (const type of ['__proto__', 'constructor', 'toString']) assert.equal(catalogue.get(type), undefined);
});

test('B15: two integrations share the redirect URI only if both say who answers', () => {
  const shared = { ...oauth, redirect_uri: 'shared' as const };
  const telling = {
    ...shared,
    issuer: 'https://login.harbor.example',
    authorization_response_iss_parameter_supported: true,
  };
  assert.throws(() => createCatalogue([harbor({ oauth: telling }), harbor({ type: 'mute', oauth: shared })]), /"mute"/);
  assert.equal(
    createCatalogue([harbor({ oauth: telling }), harbor({ type: 'anchor', oauth: telling })]).list().length,
    2,
  );
  assert.equal(createCatalogue([harbor({ oauth: shared })]).list().length, 1);
});

for (const type of ['secret', 'file', 'textarea'] as const) {
  test(`B52: an input of type ${type} is refused, because inputs are stored and answered in the clear`, () => {
    const inputs = [subdomain, { name: 'key', type }];
    assert.throws(() => defineIntegration(harbor({ oauth, inputs })), /"harbor": inputs\[1\]\.type .*token\.fields/);
    assert.equal(
      defineIntegration(harbor({ token: { names: ['Key'], fields: [{ name: 'key', type }] } })).name,
      'Harbor',
    );
  });
}

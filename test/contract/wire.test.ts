import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Attempt,
  Connection,
  CreateConnection,
  CreateSession,
  Field,
  Integration,
  Problem,
  Session,
  SessionClaims,
} from '../../src/contract/index.js';

const integration = { type: 'x', name: 'X', categories: ['crm'] };
const connection = {
  id: 'c1',
  integration_type: 'x',
  permissions: [],
  categories: ['crm'],
  environment: 'Production',
  created_at: '2026-01-01T00:00:00Z',
};

test('an integration needs no more than type, name and categories', () => {
  assert.deepEqual(Integration.parse(integration), integration);
});

test('an integration of the vendor loses what the page has no use for and keeps the rest', () => {
  const parsed = Integration.parse({
    ...integration,
    token_names: ['API Key', 'Domain'],
    token_instructions: ['In settings', 'In the address bar'],
    is_active: true,
    popularity: 4,
    support: { crm_contact: { methods: { get: true } } },
    fa_icon: 'fa-x',
    categories: ['crm', 'a_category_of_tomorrow'],
  });
  assert.deepEqual(parsed, {
    ...integration,
    token_names: ['API Key', 'Domain'],
    token_instructions: ['In settings', 'In the address bar'],
    is_active: true,
    popularity: 4,
    categories: ['crm', 'a_category_of_tomorrow'],
  });
});

test('null stands for nothing: absent keys are left out', () => {
  for (const key of ['token_names', 'logo_url', 'is_active', 'popularity', 'aliases', 'token_fields'])
    assert.equal(Integration.safeParse({ ...integration, [key]: null }).success, false, key);
  for (const key of ['external_xref', 'auth', 'label', 'integration_name', 'credentials', 'last_healthy_at'])
    assert.equal(Connection.safeParse({ ...connection, [key]: null }).success, false, key);
  for (const key of ['connection', 'code', 'errors', 'reconnected'])
    assert.equal(
      Attempt.safeParse({ id: 'a', status: 'started', integration_type: 'x', expires_at: 'later', [key]: null })
        .success,
      false,
      key,
    );
});

test('a connection accepts permissions and categories nobody knows yet, and an empty list of either', () => {
  const parsed = Connection.parse({ ...connection, permissions: ['crm_hologram_read'], categories: [] });
  assert.deepEqual(parsed.permissions, ['crm_hologram_read']);
  assert.deepEqual(parsed.categories, []);
});

test('a connection never carries a credential on, whoever sends it', () => {
  const parsed = Connection.parse({
    ...connection,
    token: 'canary',
    auth: { name: 'Ada', emails: ['ada@example.com'], access_token: 'canary', other_auth_info: ['canary'] },
  });
  assert.deepEqual(parsed.auth, { name: 'Ada', emails: ['ada@example.com'] });
  assert.doesNotMatch(JSON.stringify(parsed), /canary/);
});

test('a connection comes in as the official SDK sends it: one token, several values, or both', () => {
  const body = { integration_type: 'activecampaign', categories: ['crm'], permissions: ['crm_contact_read'] };
  for (const auth of [
    { token: 'customer-token' },
    { other_auth_info: ['first_credential', 'second_credential'] },
    { other_auth_info: ['first_credential', 'second_credential'], token: 'customer-token' },
  ])
    assert.deepEqual(CreateConnection.parse({ ...body, auth }).auth, auth);
});

test('credentials are text and nothing else', () => {
  for (const auth of [{ token: 1 }, { token: null }, { other_auth_info: 'one' }, { other_auth_info: [1] }, 'token'])
    assert.equal(CreateConnection.safeParse({ integration_type: 'x', auth }).success, false, JSON.stringify(auth));
});

test('a session is for somebody: an empty external_xref is refused, as is one of more than 512 characters', () => {
  assert.equal(CreateSession.safeParse({ external_xref: '' }).success, false);
  assert.equal(CreateSession.safeParse({ external_xref: 'x'.repeat(513) }).success, false);
  assert.equal(CreateSession.safeParse({ external_xref: 'user-1' }).success, true);
  assert.equal(CreateSession.safeParse({}).success, true);
});

test('a session takes no part that there is not: misspelt, it would grant what it was meant to narrow', () => {
  assert.equal(CreateSession.safeParse({ external_xref: 'user-1', permisions: [] }).success, false);
});

test('a session names the endpoint its token is for', () => {
  assert.equal(Session.safeParse({ token: 't', expires_at: 'later' }).success, false);
});

test('a session token allows only what there is to allow', () => {
  const claims = { sub: 'u', exp: 1, workspace_id: 'default', environment: 'Production', origin: 'https://a.example' };
  assert.equal(SessionClaims.safeParse({ ...claims, allow: ['create', 'list'] }).success, true);
  assert.equal(SessionClaims.safeParse({ ...claims, allow: ['everything'] }).success, false);
});

test('a kind of field nobody knows yet is drawn as text', () => {
  assert.equal(Field.parse({ name: 'x', type: 'hologram' }).type, 'text');
  assert.equal(Field.parse({ name: 'x' }).type, 'text');
});

test('a problem is read whatever its code says', () => {
  assert.equal(Problem.parse({ status: 418, code: 'made_up_tomorrow', detail: 'more' }).code, 'made_up_tomorrow');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../../src/contract/index.js';
import { accountName, healthOf, renewedAccount, worstHealth } from '../../../src/widget/core/accounts.js';

const now = Date.parse('2026-06-15T12:00:00Z');

function connection(overrides: Partial<Connection> = {}): Connection {
  return {
    id: 'con_1',
    integration_type: 'acme',
    categories: [],
    permissions: [],
    environment: 'Production',
    created_at: '2026-01-01T00:00:00Z',
    ...overrides,
  };
}

const table: [why: string, overrides: Partial<Connection>, health: string][] = [
  ['nothing is known against it', {}, 'healthy'],
  ['it was put to rest, whatever else', { is_paused: true, last_unhealthy_code: 'needs_reauth' }, 'paused'],
  ['it failed and was never well', { last_unhealthy_at: '2026-06-01T00:00:00Z' }, 'needs_reauth'],
  [
    'it failed after it was well',
    { last_healthy_at: '2026-06-01T00:00:00Z', last_unhealthy_at: '2026-06-02T00:00:00Z' },
    'needs_reauth',
  ],
  [
    'it was well after it failed',
    { last_healthy_at: '2026-06-02T00:00:00Z', last_unhealthy_at: '2026-06-01T00:00:00Z' },
    'healthy',
  ],
  ['it asks for a new sign-in', { last_unhealthy_code: 'needs_reauth' }, 'needs_reauth'],
  ['it ends within a week', { expires_at: '2026-06-22T11:59:59Z' }, 'expiring'],
  ['it has ended', { expires_at: '2026-06-15T12:00:00Z' }, 'needs_reauth'],
  ['it ends later', { expires_at: '2026-06-22T12:00:00Z' }, 'healthy'],
];

for (const [why, overrides, health] of table)
  test(`an account is ${health} where ${why}`, () => assert.equal(healthOf(connection(overrides), now), health));

test('of several accounts the one that most needs the user decides', () => {
  const paused = connection({ is_paused: true });
  const ending = connection({ expires_at: '2026-06-16T00:00:00Z' });
  const failed = connection({ last_unhealthy_at: '2026-06-01T00:00:00Z' });
  assert.deepEqual(worstHealth([connection()], now), { health: 'healthy' });
  assert.deepEqual(worstHealth([connection(), paused], now), { health: 'paused', count: 1 });
  assert.deepEqual(worstHealth([paused, ending], now), { health: 'expiring', count: 1 });
  assert.deepEqual(worstHealth([ending, failed, paused], now), { health: 'needs_reauth', count: 1 });
  assert.deepEqual(worstHealth([connection(), failed, failed], now), { health: 'needs_reauth', count: 2 });
  assert.deepEqual(worstHealth([paused, paused], now), { health: 'paused' });
});

test('an account is named by its label, else by its address, else by its name', () => {
  const auth = { name: 'Ada Lovelace', emails: ['ada@northwind.example'] };
  assert.equal(accountName(connection({ label: 'Books', auth })), 'Books');
  assert.equal(accountName(connection({ auth })), 'ada@northwind.example');
  assert.equal(accountName(connection({ auth: { name: 'Ada Lovelace', emails: [] } })), 'Ada Lovelace');
  assert.equal(accountName(connection()), undefined);
});

test('an empty label names no account, and neither do the controls that turn what stands around them', () => {
  const auth = { name: 'Ada', emails: [' '] };
  assert.equal(accountName(connection({ label: '', auth })), 'Ada');
  assert.equal(accountName(connection({ label: '\u202E\u2066', auth: { name: 'Ada\u202Eexe.txt' } })), 'Adaexe.txt');
  assert.equal(accountName(connection({ label: 'x'.repeat(1_000_000) }))?.length, 200);
  assert.equal(accountName(connection({ label: ' ', auth: { name: '', emails: [''] } })), undefined);
});

test('the account that is renewed is known by the id of its connection, if the list holds it', () => {
  const connections = [connection({ label: 'Books' }), connection({ id: 'con_2', label: 'Sales' })];
  const picker = { integrations: [], connections, query: '', category: undefined };
  const integration = { type: 'acme', name: 'Acme', categories: [] };
  const at = (reconnect: string | undefined) => ({ step: 'confirming', picker, integration, reconnect }) as const;
  assert.equal(renewedAccount(at('con_2')), 'Sales');
  assert.equal(renewedAccount(at('con_3')), undefined);
  assert.equal(renewedAccount(at(undefined)), undefined);
  assert.equal(renewedAccount({ step: 'loading' }), undefined);
});

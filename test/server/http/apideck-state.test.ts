import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connection, Integration } from '../../../src/contract/index.js';
import { stateOf } from '../../../src/server/http/apideck/state.js';
import type { InspectedConnection } from '../../../src/server/vault/index.js';

const integration: Integration = {
  type: 'harbor',
  name: 'Harbor',
  categories: ['crm'],
  auth_methods: ['oauth2', 'token'],
  inputs: [
    { name: 'tenant', type: 'text' },
    { name: 'region', type: 'text', optional: true },
  ],
};

function standing(changed: Partial<InspectedConnection> = {}, told: Partial<Connection> = {}): InspectedConnection {
  return {
    connection: {
      id: 'one',
      integration_type: 'harbor',
      categories: ['crm'],
      permissions: [],
      environment: 'Production',
      created_at: '2026-01-01T00:00:00.000Z',
      ...told,
    },
    state: 'ok',
    settings: { tenant: 'acme' },
    ...changed,
  };
}

const unhealthy = (last_unhealthy_code: string): Partial<Connection> => ({
  last_healthy_at: '2026-01-01T00:00:00.000Z',
  last_unhealthy_at: '2026-01-02T00:00:00.000Z',
  last_unhealthy_code,
});

describe('a connection’s two words at Apideck', () => {
  const cases: [string, InspectedConnection | undefined, string, string][] = [
    ['nothing is there', undefined, 'available', 'needs_auth'],
    ['it works', standing(), 'callable', 'ok'],
    ['it waits to be confirmed', standing({ state: 'pending' }), 'authorized', 'pending_confirmation'],
    ['a refresh is due or keeps failing', standing({ state: 'pending_refresh' }), 'callable', 'pending_refresh'],
    ['only the consumer can help', standing({ state: 'needs_reauth' }), 'invalid', 'needs_auth'],
    ['the provider refused it', standing({}, unhealthy('credentials_rejected')), 'invalid', 'needs_auth'],
    ['the provider is down', standing({}, unhealthy('provider_unreachable')), 'callable', 'degraded'],
    ['a setting came to be needed since', standing({ settings: {} }), 'authorized', 'missing_settings'],
    [
      'it has worked again since',
      standing({}, { ...unhealthy('credentials_rejected'), last_healthy_at: '2026-01-03T00:00:00.000Z' }),
      'callable',
      'ok',
    ],
  ];

  for (const [when, one, state, health] of cases) {
    test(`are ${state} and ${health} when ${when}`, () => {
      assert.deepEqual(stateOf({ integration, standing: one }, 'oauth2'), { state, health });
    });
  }

  test('are available and missing_settings for a form that nobody has filled in', () => {
    const expected = { state: 'available', health: 'missing_settings' };
    assert.deepEqual(stateOf({ integration, standing: undefined }, 'token'), expected);
  });
});

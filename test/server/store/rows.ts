import type { Insertable } from 'kysely';
import type { ConnectionRow } from '../../../src/server/store/index.js';

/** A connection with nothing in it, as it lies in the database. */
export function connectionRow(overrides: Partial<Insertable<ConnectionRow>> = {}): Insertable<ConnectionRow> {
  return {
    id: '1',
    workspace: 'default',
    environment: 'Production',
    external_xref: null,
    integration_type: 'hubspot',
    creation_key: '1',
    label: null,
    permissions: '[]',
    categories: '[]',
    account_id: null,
    connected_as: null,
    credential_names: '[]',
    sealed: '',
    inputs: '{}',
    credentials_expire_at: null,
    revision: 1,
    created_at: 0,
    updated_at: 0,
    last_healthy_at: null,
    last_unhealthy_at: null,
    last_unhealthy_code: null,
    slot: null,
    unified_api: null,
    metadata: null,
    is_paused: 0,
    state: 'ok',
    confirm_by: null,
    refresh_due_at: null,
    refresh_lease_until: null,
    refresh_owner: null,
    refresh_failures: 0,
    refresh_failing_since: null,
    last_refresh_failed_at: null,
    ...overrides,
  };
}

import * as z from 'zod/mini';
import type { Integration } from '../../../contract/index.js';
import type { InspectedConnection } from '../../vault/index.js';
import type { Deps } from '../options.js';
import { authorizeUrl } from './authorize-url.js';
import type { Consumer } from './consumer.js';
import { FormField, formFieldOf } from './form-field.js';
import { fieldsOf, type Method, methodOf } from './method.js';
import { openSettings } from './settings.js';
import type { Slot } from './slot.js';
import { faultOf, stateOf } from './state.js';

const Text = z.optional(z.string());
const none = z.array(z.never());

/** Apideck's words. `added`, a connection that was never signed in to, does not come about here. */
export const ConnectionState = z.enum(['available', 'added', 'authorized', 'callable', 'invalid']);

/** Apideck's connection. Times are milliseconds since the epoch, 0 where there was none; `connection_id` is our own. */
export const ApideckConnection = z.object({
  id: z.string(),
  connection_id: Text,
  service_id: z.string(),
  unified_api: z.string(),
  name: z.string(),
  tag_line: Text,
  website: Text,
  icon: Text,
  logo: Text,
  state: ConnectionState,
  integration_state: z.enum(['disabled', 'configured']),
  auth_type: z.enum(['oauth2', 'apiKey']),
  oauth_grant_type: z.optional(z.literal('authorization_code')),
  status: z.enum(['live', 'upcoming']),
  enabled: z.boolean(),
  health: z.enum(['ok', 'pending_refresh', 'needs_auth', 'pending_confirmation', 'missing_settings', 'degraded']),
  authorize_url: z.nullable(z.string()),
  revoke_url: z.null(),
  settings: z.nullable(z.record(z.string(), z.string())),
  metadata: z.nullable(z.record(z.string(), z.unknown())),
  form_fields: z.array(FormField),
  settings_required_for_authorization: z.array(z.string()),
  configuration: none,
  configurable_resources: none,
  resource_schema_support: none,
  resource_settings_support: none,
  subscriptions: none,
  custom_mappings: none,
  validation_support: z.boolean(),
  schema_support: z.literal(false),
  has_guide: z.literal(false),
  credentials_expire_at: z.number(),
  last_refresh_failed_at: z.number(),
  last_downstream_error_at: z.number(),
  created_at: z.optional(z.number()),
  updated_at: z.nullable(z.number()),
});
export type ApideckConnection = z.infer<typeof ApideckConnection>;

/**
 * A slot as Apideck shows it. `settings` and `metadata` are the backend's; a browser is shown neither, nor an address to
 * authorize at, because it has a hand-off of its own that is bound to it.
 */
export async function connectionIn(deps: Deps, consumer: Consumer, slot: Slot): Promise<ApideckConnection> {
  const { integration, unified_api, standing } = slot;
  const { type, name, description, web_url, logo_url, is_active } = integration;
  const method = methodOf(integration, standing);
  const fields = fieldsOf(integration, method);
  return {
    id: `${unified_api}+${type}`,
    service_id: type,
    unified_api,
    name,
    ...(description !== undefined && { tag_line: description }),
    ...(web_url !== undefined && { website: web_url }),
    ...(logo_url !== undefined && { icon: logo_url, logo: logo_url }),
    integration_state: is_active === false ? 'disabled' : 'configured',
    status: is_active === false ? 'upcoming' : 'live',
    ...(method === 'oauth2'
      ? { auth_type: 'oauth2', oauth_grant_type: 'authorization_code' }
      : { auth_type: 'apiKey' as const }),
    ...stateOf(slot, method),
    enabled: standing !== undefined && standing.connection.is_paused !== true,
    authorize_url: method === 'oauth2' ? await authorizeUrl(deps, consumer, slot) : null,
    revoke_url: null,
    settings: null,
    metadata: null,
    form_fields: fields.map(formFieldOf),
    settings_required_for_authorization:
      method === 'oauth2' ? fields.filter(({ optional }) => !optional).map(({ name }) => name) : [],
    configuration: [],
    configurable_resources: [],
    resource_schema_support: [],
    resource_settings_support: [],
    subscriptions: [],
    custom_mappings: [],
    validation_support: true,
    schema_support: false,
    has_guide: false,
    credentials_expire_at: 0,
    last_refresh_failed_at: 0,
    last_downstream_error_at: 0,
    updated_at: null,
    ...(standing && momentsOf(standing)),
    ...(standing && !consumer.session && backendsOwn(integration, method, standing)),
  };
}

function backendsOwn(integration: Integration, method: Method, standing: InspectedConnection) {
  return {
    settings: openSettings(integration, method, standing.settings),
    metadata: standing.metadata ?? null,
  };
}

function momentsOf({ connection, last_refresh_failed_at = 0 }: InspectedConnection) {
  const { id, created_at, updated_at, last_unhealthy_at } = connection;
  const downstream = faultOf(connection)?.startsWith('provider_') && last_unhealthy_at !== undefined;
  return {
    connection_id: id,
    last_refresh_failed_at,
    last_downstream_error_at: downstream ? Date.parse(last_unhealthy_at) : 0,
    created_at: Date.parse(created_at),
    updated_at: updated_at === undefined ? null : Date.parse(updated_at),
  };
}

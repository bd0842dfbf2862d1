import * as z from 'zod/mini';
import type { Integration } from '../../../contract/index.js';
import { FormField, formFieldOf } from './form-field.js';
import { fieldsOf, methodOf } from './method.js';
import { unifiedApiName, unifiedApisOf } from './unified-api.js';

/** Every status there is at Apideck; an integration is live, or not available yet. */
export const connectorStatuses = ['live', 'beta', 'early-access', 'development', 'considering'] as const;

const Text = z.optional(z.string());
const none = z.array(z.never());

/** Apideck's connector: what can be connected, whoever asks. */
export const Connector = z.object({
  id: z.string(),
  service_id: z.string(),
  name: z.string(),
  status: z.enum(connectorStatuses),
  description: z.nullable(z.string()),
  icon_url: Text,
  logo_url: Text,
  website_url: Text,
  auth_type: z.enum(['oauth2', 'apiKey']),
  oauth_grant_type: z.optional(z.literal('authorization_code')),
  oauth_credentials_source: z.optional(z.literal('integration')),
  oauth_scopes: none,
  custom_scopes: z.literal(false),
  settings: z.array(z.object({ id: z.string(), label: z.string(), type: FormField.shape.type })),
  unified_apis: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      oauth_scopes: none,
      supported_resources: none,
      supported_events: none,
    }),
  ),
  supported_resources: none,
  configurable_resources: none,
  supported_events: none,
  docs: none,
});
export type Connector = z.infer<typeof Connector>;

export function connectorOf(integration: Integration): Connector {
  const { type, name, description, web_url, logo_url, is_active } = integration;
  const method = methodOf(integration, undefined);
  return {
    id: type,
    service_id: type,
    name,
    status: is_active === false ? 'development' : 'live',
    description: description ?? null,
    ...(logo_url !== undefined && { icon_url: logo_url, logo_url }),
    ...(web_url !== undefined && { website_url: web_url }),
    ...(method === 'oauth2'
      ? { auth_type: 'oauth2', oauth_grant_type: 'authorization_code', oauth_credentials_source: 'integration' }
      : { auth_type: 'apiKey' }),
    oauth_scopes: [],
    custom_scopes: false,
    settings: fieldsOf(integration, method).map((field) => {
      const { id, label, type } = formFieldOf(field);
      return { id, label, type };
    }),
    unified_apis: unifiedApisOf(integration).map((id) => ({
      id,
      name: unifiedApiName(id),
      oauth_scopes: [],
      supported_resources: [],
      supported_events: [],
    })),
    supported_resources: [],
    configurable_resources: [],
    supported_events: [],
    docs: [],
  };
}

import type { Integration } from '../../contract/index.js';
import { isByRedirect } from '../oauth/index.js';
import { tokenFields } from './field-rules.js';
import type { IntegrationDefinition } from './integration.js';

/** What a page may know of an integration: built member by member, so that nothing of `oauth` or `verify` gets along. */
export function describe(definition: IntegrationDefinition): Integration {
  const { oauth, token, inputs, auth_methods, is_active } = definition;
  const { description, logo_url, color, text_color, web_url, featured, popularity } = definition;
  const byRedirect = oauth !== undefined && isByRedirect(oauth);
  const methods = auth_methods ?? [
    ...(byRedirect ? (['oauth2'] as const) : []),
    ...(token ? (['token'] as const) : []),
  ];
  return {
    type: definition.type,
    name: definition.name,
    categories: [...definition.categories],
    auth_methods: [...methods],
    ...(token && { token_names: [...token.names], token_fields: tokenFields(token) }),
    ...(token?.instructions && { token_instructions: [...token.instructions] }),
    ...(inputs?.length && { inputs: inputs.map((one) => ({ ...one })) }),
    ...(definition.aliases && { aliases: [...definition.aliases] }),
    ...(description !== undefined && { description }),
    ...(logo_url !== undefined && { logo_url }),
    ...(color !== undefined && { color }),
    ...(text_color !== undefined && { text_color }),
    ...(web_url !== undefined && { web_url }),
    ...(featured !== undefined && { featured }),
    ...(popularity !== undefined && { popularity }),
    ...(is_active === false && { is_active }),
  };
}

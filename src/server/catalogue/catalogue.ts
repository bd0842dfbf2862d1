import { defineIntegration } from './define-integration.js';
import type { IntegrationDefinition } from './integration.js';

/** The integrations one server offers, by type. */
export interface Catalogue {
  get(type: string): IntegrationDefinition | undefined;
  list(): readonly IntegrationDefinition[];
}

/**
 * Checks the integrations once and keeps them in the order given. Two of one type are refused; so are two on the shared
 * `/oauth/code` unless all of those send `iss`, because nothing else would tell their callbacks apart (RFC 9700 §4.4.2).
 *
 * @throws Error naming the integration
 */
export function createCatalogue(definitions: readonly IntegrationDefinition[]): Catalogue {
  const byType = new Map<string, IntegrationDefinition>();
  for (const definition of definitions.map((one) => defineIntegration(one))) {
    if (byType.has(definition.type)) throw new Error(`integrations: two are of type "${definition.type}"`);
    byType.set(definition.type, definition);
  }
  const list = [...byType.values()];
  const shared = list.filter((one) => one.oauth?.redirect_uri === 'shared');
  const mute = shared.find(({ oauth }) => !oauth?.authorization_response_iss_parameter_supported);
  if (shared.length > 1 && mute) {
    throw new Error(
      `integration "${mute.type}": oauth.redirect_uri is shared with another, so oauth.authorization_response_iss_parameter_supported is needed`,
    );
  }
  return { get: (type) => byType.get(type), list: () => list };
}

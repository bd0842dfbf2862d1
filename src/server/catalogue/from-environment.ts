import { hubspot } from './hubspot.js';
import type { IntegrationDefinition } from './integration.js';
import { pipedrive } from './pipedrive.js';

/** One integration of the built-in catalogue, as the environment leaves it. */
export interface EnvironmentIntegration {
  /** Not active while it lacks something. */
  readonly definition: IntegrationDefinition;
  /** Variables it takes; those of `lacks` are missing. */
  readonly variables: readonly string[];
  readonly lacks: readonly string[];
}

/**
 * The built-in integrations for a server without code of its own: each takes what it needs from variables that carry its
 * name, such as `HUBSPOT_CLIENT_ID`. One that lacks some is there all the same, as not active, so that it can be told what
 * is missing. An empty variable counts as missing.
 */
export function integrationsFrom(env: Readonly<Record<string, string | undefined>>): EnvironmentIntegration[] {
  return builtIn.map(({ variables, define }) => {
    const lacks = variables.filter((name) => !env[name]?.trim());
    const definition = define((name) => env[name]?.trim() || 'not-configured');
    return { definition: lacks.length > 0 ? { ...definition, is_active: false } : definition, variables, lacks };
  });
}

interface BuiltIn {
  readonly variables: readonly string[];
  define(value: (name: string) => string): IntegrationDefinition;
}

const builtIn: readonly BuiltIn[] = [
  {
    variables: ['HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET'],
    define: (value) => hubspot({ clientId: value('HUBSPOT_CLIENT_ID'), clientSecret: value('HUBSPOT_CLIENT_SECRET') }),
  },
  { variables: [], define: () => pipedrive() },
];

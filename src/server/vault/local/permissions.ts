import type { IntegrationDefinition } from '../../catalogue/index.js';

/**
 * Of the permissions asked for those that mean something to the integration, each once: a page asks for all the kinds of
 * product it lists, and a mail service has no CRM contacts to read. An integration that declares none takes them as the
 * embedder's own words.
 */
export function askedPermissions({ permissions }: IntegrationDefinition, asked: readonly string[]): string[] {
  return [...new Set(asked)].filter((one) => !permissions || Object.hasOwn(permissions, one));
}

/** The provider's scopes for these permissions, with those the integration always asks for. */
export function scopesFor(definition: IntegrationDefinition, permissions: readonly string[]): string[] {
  const mapped = permissions.flatMap((one) => scopesOf(definition, one));
  return [...new Set([...(definition.scopes ?? []), ...mapped])];
}

/**
 * What was granted of what was asked: a permission needs all its scopes. A reply without `scope` grants as asked
 * (RFC 6749 §5.1); nothing beyond what was asked is ever recorded.
 */
export function grantedPermissions(
  definition: IntegrationDefinition,
  asked: readonly string[],
  scope: readonly string[] | undefined,
): string[] {
  if (scope === undefined) return [...asked];
  return asked.filter((one) => scopesOf(definition, one).every((needed) => scope.includes(needed)));
}

function scopesOf({ permissions = {} }: IntegrationDefinition, permission: string): readonly string[] {
  return Object.hasOwn(permissions, permission) ? (permissions[permission] ?? []) : [];
}

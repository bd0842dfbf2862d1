import { ConnectionError } from '../../../contract/index.js';
import type { IntegrationDefinition } from '../../catalogue/index.js';

/**
 * The permissions asked for, each once. An integration that declares some refuses all others; one that declares none has
 * nothing to map them to and takes them as the embedder's own words.
 *
 * @throws ConnectionError `invalid_fields` at the unknown ones
 */
export function askedPermissions({ type, permissions }: IntegrationDefinition, asked: readonly string[]): string[] {
  const errors = asked.flatMap((one, at) =>
    permissions && !Object.hasOwn(permissions, one) ? [{ path: `permissions.${at}`, code: 'unknown' }] : [],
  );
  if (errors.length > 0) {
    throw new ConnectionError('invalid_fields', { message: `permissions unknown to integration ${type}`, errors });
  }
  return [...new Set(asked)];
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

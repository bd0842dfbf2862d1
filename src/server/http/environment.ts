import { ConnectionError } from '../../contract/index.js';
import type { Deps } from './options.js';

/** Any name that both databases compare without case in the same way: 1 to 64 characters of ASCII. */
export function isEnvironment(name: string): boolean {
  return /^[\x21-\x7E](?:[\x20-\x7E]{0,62}[\x21-\x7E])?$/.test(name);
}

/**
 * The environment that is meant, the server's own unless said.
 *
 * @throws ConnectionError `invalid_request`
 */
export function environmentOf(deps: Deps, given: string | undefined): string {
  if (given === undefined) return deps.environment;
  if (isEnvironment(given)) return given;
  throw new ConnectionError('invalid_request', { errors: [{ path: 'environment', code: 'pattern' }] });
}

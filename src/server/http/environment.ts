import { ConnectionError } from '../../contract/index.js';
import type { Deps } from './options.js';

/**
 * The environment that is meant, the server's own unless said. Any name will do that both databases compare without case in
 * the same way: 1 to 64 characters of ASCII.
 *
 * @throws ConnectionError `invalid_request`
 */
export function environmentOf(deps: Deps, given: string | undefined): string {
  if (given === undefined) return deps.environment;
  if (/^[\x21-\x7E](?:[\x20-\x7E]{0,62}[\x21-\x7E])?$/.test(given)) return given;
  throw new ConnectionError('invalid_request', { errors: [{ path: 'environment', code: 'pattern' }] });
}

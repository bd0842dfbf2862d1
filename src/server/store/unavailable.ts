import { ConnectionError } from '../../contract/index.js';

/**
 * A failure of the database as `store_unavailable`. Of the original only its code is repeated (SQLSTATE, `ECONNREFUSED`):
 * its words may quote a row or an address.
 */
export function unavailable(what: string, cause: unknown): ConnectionError {
  return new ConnectionError('store_unavailable', { message: `${what} (${codeOf(cause)})`, cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
}

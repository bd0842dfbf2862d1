import { ConnectionError } from '../../contract/index.js';
import { unavailable } from './unavailable.js';

/**
 * Any failure as one of ours: the database's own become `store_unavailable`, whatever else is not ours `internal_error`.
 * The original stays the cause and keeps its words to itself, because they may quote a row.
 */
export function asFailure(error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  if (error instanceof Error && error.name === 'SqliteError') {
    return unavailable('the database refused a statement', error);
  }
  return new ConnectionError('internal_error', { cause: error });
}

import { ConnectionError } from '../../contract/problem.js';
import type { Failure } from '../core/flow.js';

/**
 * What the flow keeps of an error. A network failure that the host page's own policy caused gets its own code; the
 * browser reports the violation in a task of its own, hence the wait. Anything that is no `ConnectionError` is a bug
 * here and is reported to the page as such.
 */
export async function failureOf(error: unknown, { refused }: { refused: () => boolean }): Promise<Failure> {
  if (!(error instanceof ConnectionError)) {
    reportError(error);
    return { code: 'internal_error' };
  }
  const { code, request_id, errors, retry_after } = error;
  if (code === 'network_failed') {
    await new Promise((resolve) => setTimeout(resolve));
    if (refused()) return { code: 'blocked_by_csp' };
  }
  return { code, request_id, errors, retry_after };
}

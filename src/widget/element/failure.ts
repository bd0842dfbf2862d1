import { ConnectionError, problems } from '../../contract/problem.js';
import type { Failure } from '../core/flow.js';

/**
 * What the flow keeps of an error. A network failure that the host page's own policy caused gets its own code; the
 * browser reports the violation in a task of its own, hence the wait. What the end user can do nothing about is told to
 * the developer, in the console. Anything that is no `ConnectionError` is a bug here and is reported to the page as such.
 */
export async function failureOf(error: unknown, { refused }: { refused: () => boolean }): Promise<Failure> {
  if (!(error instanceof ConnectionError)) {
    reportError(error);
    return { code: 'internal_error' };
  }
  const { request_id, errors, retry_after, cause } = error;
  let { code } = error;
  if (code === 'network_failed') {
    await new Promise((resolve) => setTimeout(resolve));
    if (refused()) code = 'blocked_by_csp';
  }
  // oxlint-disable-next-line no-console -- the one place a developer looks at when a tag in a page does not work
  if (cause || !problems[code].recoverable) console.warn('connection-embed', code, String(error));
  return { code, request_id, errors, retry_after };
}

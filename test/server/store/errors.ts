import { ConnectionError, type ProblemCode } from '../../../src/contract/index.js';

/** For `assert.rejects`: a ConnectionError of this code, whose message matches. */
export function isConnectionError(code: ProblemCode, message = /./): (error: unknown) => boolean {
  return (error) => error instanceof ConnectionError && error.code === code && message.test(error.message);
}

import assert from 'node:assert/strict';
import { ConnectionError, type ProblemCode } from '../../../src/contract/index.js';

/** Waits for the promise to fail as a `ConnectionError` of this code, and hands the error over. */
export async function failure(promise: Promise<unknown>, code: ProblemCode): Promise<ConnectionError> {
  const error = await promise.then(
    (value) => assert.fail(`expected ${code}, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConnectionError, `expected a ConnectionError, got ${String(error)}`);
  assert.equal(error.code, code, error.message);
  assert.equal(said(error).includes('canary'), false, 'a canary is in the error');
  return error;
}

/** Everything an error could put into a log, its causes included. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? '';
  const own = JSON.stringify(
    error,
    Object.getOwnPropertyNames(error).filter((name) => name !== 'cause'),
  );
  return `${own} ${error.cause === undefined ? '' : said(error.cause)}`;
}

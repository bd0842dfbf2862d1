import type { ProblemCode } from '../../contract/index.js';

/** What to check, in one sentence, for a failure that only whoever put the tag into the page can mend. */
const checks: Partial<Record<ProblemCode, string>> = {
  invalid_request: 'Check that the tag has an endpoint, and that session-url answers a POST with a session.',
  origin_refused: "Check that the server's origins list the origin of this page.",
  blocked_by_csp:
    "Check that connect-src and form-action of this page's Content-Security-Policy list the server's origin.",
  endpoint_mismatch: "Check that the tag's endpoint and the server's url are the same address, over https.",
  workspace_mismatch: 'Check that workspace-id is the workspace of the session, or leave it out.',
  environment_mismatch: 'Check that environment is the environment of the session, or leave it out.',
};

/** Tells the developer in the console what the end user can do nothing about, and is told nothing of. */
export function warnOfSetUp(code: ProblemCode): void {
  const check = checks[code];
  // oxlint-disable-next-line no-console -- the one place a developer looks at when a tag in a page does not work
  if (check) console.warn(`connection-embed: ${code}. ${check}`);
}

import { linkOf, type AttemptRecord } from '../attempt/index.js';
import type { Deps } from './options.js';
import { withParams } from './redirects.js';

/** Seconds that Apideck's `confirm_token` is good for. */
const CONFIRM_TOKEN_LIFE = 30 * 60;

/**
 * Where a link's sign-in leads back to, told what the vendors tell: Unified.to's pages get `id` and `state`, or `error`;
 * Apideck's, when it asked for the two-step, `nonce`, `confirm_token` and `service_id` in the fragment. `id` proves
 * nothing: whoever gets it reads the connection with an API key. Undefined when the link named no page.
 */
export async function linkEnd(deps: Deps, attempt: AttemptRecord): Promise<string | undefined> {
  const { success_redirect, failure_redirect, redirect_uri, state, nonce } = linkOf(attempt) ?? {};
  const id = attempt.status === 'connected' ? (attempt.connection_id ?? undefined) : undefined;
  if (id === undefined) {
    const page = failure_redirect ?? redirect_uri;
    return page && withParams(page, { error: attempt.code ?? 'internal_error', state });
  }
  if (success_redirect !== undefined) return withParams(success_redirect, { id, state });
  if (redirect_uri === undefined || nonce === undefined) return redirect_uri;
  const { environment, external_xref } = attempt;
  const payload = { environment, external_xref, id };
  const confirm_token = await deps.vouchers.issue('confirm', payload, { seconds: CONFIRM_TOKEN_LIFE });
  const url = new URL(redirect_uri);
  url.hash = new URLSearchParams({ nonce, confirm_token, service_id: attempt.integration_type }).toString();
  return url.href;
}

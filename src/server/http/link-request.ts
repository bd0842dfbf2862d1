import * as z from 'zod/mini';
import type { Deps } from './options.js';

/**
 * What a link is good for: one sign-in for one end user, with where it leads back to. It travels sealed inside the link
 * itself, so that a link costs no row until somebody presses its button.
 */
export const LinkRequest = z.object({
  environment: z.string(),
  external_xref: z.string(),
  integration_type: z.string(),
  permissions: z.array(z.string()),
  inputs: z.record(z.string(), z.string()),
  /** Unified.to's: where it leads afterwards, with `id` and `state`, or `error`. On the exact list `redirects`. */
  success_redirect: z.optional(z.string()),
  failure_redirect: z.optional(z.string()),
  state: z.optional(z.string()),
  lang: z.optional(z.string()),
  /** Apideck's: the slot the connection goes into, where it leads afterwards, and the nonce of its two-step. */
  unified_api: z.optional(z.string()),
  redirect_uri: z.optional(z.string()),
  nonce: z.optional(z.string()),
});
export type LinkRequest = z.infer<typeof LinkRequest>;

/** Seconds that a link of Unified.to's surface is good for: it may wait in somebody's mail. */
export const LINK_LIFE = 24 * 60 * 60;
/** Seconds that a `state` of Apideck's surface is good for. */
export const STATE_LIFE = 60 * 60;

/** The voucher a link carries: `{url}/oauth/link/{voucher}`, or Apideck's `state`. */
export function linkVoucher(deps: Deps, request: LinkRequest, { seconds }: { seconds: number }): Promise<string> {
  return deps.vouchers.issue('link', request, { seconds });
}

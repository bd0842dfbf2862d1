import * as z from 'zod/mini';
import type { AttemptRecord } from './rows.js';

/**
 * What an attempt keeps of the link that made it: where it leads back to and, on Apideck's surface, the slot and the nonce
 * of its two-step. An attempt of a hosted page has an empty one.
 */
export const LinkReturn = z.object({
  success_redirect: z.optional(z.string()),
  failure_redirect: z.optional(z.string()),
  state: z.optional(z.string()),
  unified_api: z.optional(z.string()),
  redirect_uri: z.optional(z.string()),
  nonce: z.optional(z.string()),
  /** Language tag of the pages that end it. */
  lang: z.optional(z.string()),
});
export type LinkReturn = z.infer<typeof LinkReturn>;

/** Undefined for an attempt of a page of the host. */
export function linkOf({ link }: Pick<AttemptRecord, 'link'>): LinkReturn | undefined {
  return link === null ? undefined : LinkReturn.parse(JSON.parse(link));
}

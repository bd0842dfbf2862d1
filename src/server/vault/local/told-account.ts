import * as z from 'zod/mini';
import type { Account } from '../../catalogue/index.js';

/**
 * An account as a provider's reply or an integration's own code tells it, of which only what fits is kept: an `id` that
 * is a number becomes its decimal string. Undefined when nothing fits.
 */
export function toldAccount(told: unknown): Account | undefined {
  const parsed = Told.safeParse(told);
  if (!parsed.success) return undefined;
  const { id, name, emails = [] } = parsed.data;
  const known = emails.filter((email) => email !== undefined);
  if (id === undefined && name === undefined && known.length === 0) return undefined;
  return {
    ...(id !== undefined && { id: String(id) }),
    ...(name !== undefined && { name }),
    ...(known.length > 0 && { emails: known }),
  };
}

/** Nothing a database or a page could stumble over; 255 characters as OpenID Connect Core §2 has it for `sub`. */
const words = z.catch(z.optional(z.string().check(z.regex(/^[^\p{Cc}\p{Cs}]{1,255}$/u))), undefined);

const Told = z.object({
  // Past 2^53 a number has lost digits, and two accounts could look like one.
  id: z.union([z.int(), words]),
  name: words,
  emails: z.catch(z.optional(z.array(words)), undefined),
});

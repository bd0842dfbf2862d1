import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import type { GivenAuth } from '../../vault/index.js';
import { parseTime } from '../time.js';

const maybe = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const Bag = maybe(z.record(z.string(), z.unknown()));

/** Body of Apideck's import. `consumer_id`, which its guides put here, and whatever else it has are ignored. */
export const ImportData = z.object({
  credentials: maybe(
    z.object({
      access_token: maybe(z.string()),
      refresh_token: maybe(z.string()),
      issued_at: maybe(z.string()),
      /** Seconds from `issued_at`. */
      expires_in: maybe(z.number()),
    }),
  ),
  settings: Bag,
  metadata: Bag,
});
export type ImportData = z.infer<typeof ImportData>;

/** Body of Apideck's update, as far as there is anything here to be changed. */
export const ConnectionInput = z.object({ enabled: maybe(z.boolean()), settings: Bag, metadata: Bag });
export type ConnectionInput = z.infer<typeof ConnectionInput>;

/** Whether there are credentials of OAuth 2 in it. */
export function hasTokens({ credentials }: ImportData): boolean {
  return Boolean(credentials?.access_token || credentials?.refresh_token);
}

/**
 * The credentials in the vault's words. Without both `issued_at` and `expires_in` the end is unknown, which has them
 * refreshed where they can be; a token that lasts beyond ten years has no end.
 *
 * @throws ConnectionError `invalid_fields` where there is no token, `invalid_request` for a time that is none
 */
export function oauthCredentials(data: ImportData): GivenAuth {
  const { access_token, refresh_token, issued_at, expires_in } = data.credentials ?? {};
  if (!hasTokens(data)) {
    throw new ConnectionError('invalid_fields', { errors: [{ path: 'credentials.access_token', code: 'required' }] });
  }
  const issued = typeof issued_at === 'string' ? parseTime(issued_at) : undefined;
  if (typeof issued_at === 'string' && issued === undefined) throw wrong('credentials.issued_at', 'invalid_date');
  if (typeof expires_in === 'number' && !Number.isSafeInteger(expires_in)) {
    throw wrong('credentials.expires_in', 'invalid_number');
  }
  const ends = issued !== undefined && typeof expires_in === 'number' && Math.abs(expires_in) <= longest;
  return {
    ...(access_token && { access_token }),
    ...(refresh_token && { refresh_token }),
    ...(ends && { expires_at: issued + expires_in * 1000 }),
  };
}

/** Ten years, in seconds. */
const longest = 10 * 365 * 24 * 60 * 60;

function wrong(path: string, code: string): ConnectionError {
  return new ConnectionError('invalid_request', { errors: [{ path, code }] });
}

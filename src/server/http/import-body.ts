import * as z from 'zod/mini';
import { ConnectionError, type Integration } from '../../contract/index.js';
import type { GivenAuth } from '../vault/index.js';
import { parseTime } from './time.js';

/** Unified.to's guides send `null` where its SDK leaves out. */
const maybe = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const text = maybe(z.string());
const texts = maybe(z.array(z.string()));

/** Unified.to's `ConnectionAuth`, as far as anything of it is used; the rest of it is ignored. */
export const ConnectionAuthBody = z.object({
  token: text,
  other_auth_info: texts,
  access_token: text,
  refresh_token: text,
  /** ISO 8601. */
  expiry_date: text,
  /** Seconds from now. */
  expires_in: maybe(z.number()),
  emails: texts,
  name: text,
  user_id: text,
  app_id: text,
  client_id: text,
  client_secret: text,
  consumer_key: text,
  consumer_secret: text,
  dev_api_key: text,
  pem: text,
  key: text,
  api_url: text,
  authorize_url: text,
  token_url: text,
  refresh_url: text,
});
export type ConnectionAuthBody = z.infer<typeof ConnectionAuthBody>;

/** Body of `POST /unified/connection` with an API key: any credentials a customer already has. */
export const ImportConnection = z.object({
  integration_type: z.string(),
  permissions: texts,
  categories: texts,
  environment: text,
  external_xref: text,
  label: text,
  auth: maybe(ConnectionAuthBody),
});
export type ImportConnection = z.infer<typeof ImportConnection>;

/** Body of `PUT` and `PATCH /unified/connection/{id}`. What a connection is of cannot be changed, so it is not read. */
export const ChangeConnection = z.object({
  permissions: texts,
  label: text,
  is_paused: maybe(z.boolean()),
  auth: maybe(ConnectionAuthBody),
});
export type ChangeConnection = z.infer<typeof ChangeConnection>;

/**
 * Credentials in the vault's words. `now` is in milliseconds.
 *
 * @throws ConnectionError `invalid_fields` at `auth.expiry_date` or `auth.expires_in`
 */
export function givenAuth(
  body: ConnectionAuthBody,
  { integration, now }: { readonly integration: Integration; readonly now: number },
): GivenAuth {
  const { expiry_date: _, expires_in: __, other_auth_info, emails, ...texts } = body;
  const values = other_auth_info ?? namedValues(texts, integration);
  const expires_at = expiryOf(body, now);
  return {
    ...present(texts, ['token', 'access_token', 'refresh_token', 'name', 'user_id']),
    ...present(texts, ['api_url', 'authorize_url', 'token_url', 'refresh_url']),
    ...(values && { other_auth_info: [...values] }),
    ...(emails && { emails }),
    ...(expires_at !== undefined && { expires_at }),
  };
}

/** Where an account's own client is asked for, Unified.to sends it by name instead of by position. */
function namedValues(texts: Texts, { token_fields = [] }: Integration): string[] | undefined {
  const named = new Map(Object.entries(texts));
  const values = token_fields.map(({ name }) => named.get(name));
  return values.length > 0 && values.every((value) => typeof value === 'string') ? values : undefined;
}

/**
 * When the access token ends. A day that is over, or today, asks for a refresh before first use where there is something
 * to refresh with, as Unified.to's import guide has it.
 */
function expiryOf({ expiry_date, expires_in, refresh_token }: ConnectionAuthBody, now: number): number | undefined {
  if (typeof expiry_date === 'string') {
    const at = parseTime(expiry_date);
    if (at === undefined) throw wrong('auth.expiry_date', 'invalid_date');
    return refresh_token && dayOf(at) <= dayOf(now) ? Math.min(at, now) : at;
  }
  if (typeof expires_in !== 'number') return undefined;
  if (!Number.isFinite(expires_in) || Math.abs(expires_in) > longest) throw wrong('auth.expires_in', 'invalid_number');
  return Math.floor(now + expires_in * 1000);
}

/** Ten years, in seconds. */
const longest = 10 * 365 * 24 * 60 * 60;

function dayOf(ms: number): number {
  return Math.floor(ms / 86_400_000);
}

function wrong(path: string, code: string): ConnectionError {
  return new ConnectionError('invalid_fields', { message: `${path} is ${code}`, errors: [{ path, code }] });
}

type Texts = Omit<ConnectionAuthBody, 'expiry_date' | 'expires_in' | 'other_auth_info' | 'emails'>;

function present<K extends keyof Texts>(texts: Texts, names: readonly K[]): { [N in K]?: string } {
  const found: { [N in K]?: string } = {};
  for (const name of names) {
    const value = texts[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return found;
}

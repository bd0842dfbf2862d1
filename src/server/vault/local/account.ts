import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import type { Account, IntegrationDefinition } from '../../catalogue/index.js';
import { assertInTime, type ProviderCalls, type ResolvedProvider, type TokenSet, userinfo } from '../../oauth/index.js';
import type { LocalVaultOptions } from './options.js';
import { toldAccount } from './told-account.js';
import { rejectedToken, verifyCredentials } from './verify.js';

export interface GrantedAccess {
  readonly definition: IntegrationDefinition;
  readonly resolved: ResolvedProvider;
  readonly tokens: Pick<TokenSet, 'access_token' | 'claims'>;
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Whose account was connected: by the integration's own `verify`, else by the ID token, else by userinfo, which also
 * fills in the name and address that a lean ID token lacks.
 */
export async function accountOf(
  { fetch, timeoutMs }: Pick<LocalVaultOptions, 'fetch' | 'timeoutMs'>,
  { definition, resolved, tokens, inputs }: GrantedAccess,
  { signal }: { signal: AbortSignal | undefined },
): Promise<Account | undefined> {
  const calls = { fetch, timeoutMs, signal, fresh: true };
  const given = { access_token: tokens.access_token, values: [], inputs };
  const verified = await verifyCredentials(definition, given, calls);
  if (verified) return verified;
  const claimed = tokens.claims && fromClaims(tokens.claims);
  if (claimed?.name !== undefined || claimed?.emails) return claimed;
  if (!claimed) return fromClaims(await userinfo(resolved, tokens.access_token, calls));
  const told = fromClaims(await userinfo(resolved, tokens.access_token, calls).catch(unlessAborted(signal)));
  if (told && told.id !== claimed.id) {
    throw new ConnectionError('exchange_failed', { message: 'userinfo and ID token are of two accounts' });
  }
  return told ?? claimed;
}

/**
 * Tries a token that was not issued just now, by userinfo. Undefined where that is not offered or names nobody.
 *
 * @throws ConnectionError `credentials_rejected` on 401 and 403; `provider_*`
 */
export async function accountByUserinfo(
  resolved: ResolvedProvider,
  { type, access_token }: { readonly type: string; readonly access_token: string },
  calls: ProviderCalls,
): Promise<Account | undefined> {
  let refused = false;
  const noting: typeof fetch = async (...request) => {
    const reply = await calls.fetch(...request);
    refused = reply.status === 401 || reply.status === 403;
    return reply;
  };
  try {
    return fromClaims(await userinfo(resolved, access_token, { ...calls, fetch: noting }));
  } catch (error) {
    throw refused ? rejectedToken(type, false) : error;
  }
}

/** The ID token has named the account already, so a userinfo that fails costs the name on show and nothing else. */
function unlessAborted(signal: AbortSignal | undefined): () => undefined {
  return () => {
    assertInTime(signal);
    return undefined;
  };
}

/** OpenID Connect Core §5.1, and the plain `id` of providers that are not OpenID Connect. */
const Claims = z.object({
  sub: z.optional(z.unknown()),
  id: z.optional(z.unknown()),
  name: z.optional(z.unknown()),
  email: z.optional(z.unknown()),
});

/** Claims that name nobody are none. */
function fromClaims(claims: unknown): Account | undefined {
  const parsed = Claims.safeParse(claims);
  if (!parsed.success) return undefined;
  const { sub, id, name, email } = parsed.data;
  const account = toldAccount({ id: sub ?? id, name, emails: [email] });
  return account?.id === undefined ? undefined : account;
}

import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import { type ConnectionRow, sha256 } from '../../store/index.js';
import type { Selectable } from 'kysely';
import type { TokenSet } from '../../oauth/index.js';
import type { Credentials } from '../vault.js';
import type { LocalVaultOptions } from './options.js';

/** What is sealed in a row: tokens of an OAuth grant, the values of a token form, or both where the form is the grant. */
export const StoredCredentials = z.object({
  access_token: z.optional(z.string()),
  token_type: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
  /** Milliseconds since the epoch. */
  expires_at: z.optional(z.number()),
  scope: z.optional(z.array(z.string())),
  token: z.optional(z.string()),
  other_auth_info: z.optional(z.array(z.string())),
});
export type StoredCredentials = z.infer<typeof StoredCredentials>;

/** The columns that credentials are bound to: changed behind our back, any of them keeps the row from opening. */
export type SealedFor = Pick<
  Selectable<ConnectionRow>,
  'id' | 'environment' | 'integration_type' | 'external_xref' | 'inputs'
>;

export async function sealFor(
  { keyring }: LocalVaultOptions,
  row: SealedFor,
  credentials: StoredCredentials,
): Promise<string> {
  return keyring.seal(JSON.stringify(credentials), await contextOf(row));
}

/**
 * Opens a row's credentials. One that does not open concerns that row only: it is audited and answered without detail.
 *
 * @throws ConnectionError `internal_error`
 */
export async function unsealRow(
  { keyring, audit }: LocalVaultOptions,
  row: SealedFor & Pick<Selectable<ConnectionRow>, 'sealed'>,
): Promise<StoredCredentials> {
  try {
    return StoredCredentials.parse(JSON.parse(await keyring.open(row.sealed, await contextOf(row))));
  } catch {
    await audit?.({ action: 'credentials.unseal_failed', subject: row.id, result: 'failed' });
    throw new ConnectionError('internal_error', { message: `the credentials of connection ${row.id} do not open` });
  }
}

/** What a token endpoint gave, on top of what is kept already: a reply without refresh token leaves the old one. */
export function withTokens(kept: StoredCredentials, tokens: TokenSet): StoredCredentials {
  const { refresh_token = kept.refresh_token, scope = kept.scope, expires_at, access_token, token_type } = tokens;
  const { token, other_auth_info } = kept;
  return {
    access_token,
    token_type,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(expires_at !== undefined && { expires_at }),
    ...(scope && { scope: [...scope] }),
    ...(token !== undefined && { token }),
    ...(other_auth_info && { other_auth_info }),
  };
}

/** Which credentials exist, for a page to show. */
export function credentialNames(credentials: StoredCredentials): string[] {
  const { access_token, refresh_token, token, other_auth_info } = credentials;
  return Object.entries({ access_token, refresh_token, token, other_auth_info })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
}

/** What the embedder's backend gets: what access tokens are got with (a refresh token, a form's values) stays here. */
export function asCredentials({
  access_token,
  token_type,
  expires_at,
  token,
  other_auth_info,
}: StoredCredentials): Credentials {
  if (access_token === undefined) {
    return { ...(token !== undefined && { token }), ...(other_auth_info && { other_auth_info }) };
  }
  return {
    access_token,
    ...(token_type !== undefined && { token_type }),
    ...(expires_at !== undefined && { expires_at: new Date(expires_at).toISOString() }),
  };
}

async function contextOf({ id, environment, integration_type, external_xref, inputs }: SealedFor): Promise<string[]> {
  return ['credentials', 'connection', environment, id, integration_type, external_xref ?? '', await sha256(inputs)];
}

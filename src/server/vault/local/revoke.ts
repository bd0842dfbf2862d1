import { ConnectionError } from '../../../contract/index.js';
import type { IntegrationDefinition } from '../../catalogue/index.js';
import { isByRedirect, resolveProvider, revokeToken } from '../../oauth/index.js';
import type { StoredCredentials } from './credentials.js';
import { unsealRow } from './credentials.js';
import type { Local } from './options.js';
import { formGrantValues } from './renewal.js';
import { inputsOf } from './reply.js';
import type { Row } from './rows.js';

export interface Unwanted {
  readonly definition: IntegrationDefinition | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly credentials: StoredCredentials;
  /** Id of the connection; of the attempt where it never came to one. */
  readonly subject: string;
}

/**
 * Gives tokens back to the provider in the background (RFC 7009): once, and whatever comes of it is only audited. The
 * refresh token if there is one, because its access tokens go with it.
 */
export function revoke(local: Local, unwanted: Unwanted): void {
  local.background.run(revoked(local, unwanted));
}

/** As {@link revoke}, of a row that is gone. One that does not open holds nothing to give back. */
export function revokeRow(local: Local, row: Row): void {
  const given = async (): Promise<void> => {
    const credentials = await unsealRow(local, row);
    const definition = local.catalogue.get(row.integration_type);
    await revoked(local, { definition, inputs: inputsOf(row), credentials, subject: row.id });
  };
  local.background.run(given());
}

/**
 * As {@link revokeRow}, of a row as it was before another one took its place. Only where both accounts are known and
 * differ: tokens of one account are often of one grant, which ends with any of them.
 */
export function revokeReplaced(local: Local, old: Row, after: Row): void {
  if (old.account_id === null || after.account_id === null || old.account_id === after.account_id) return;
  revokeRow(local, old);
}

/** As {@link revoke}, for who waits in the background already. */
export async function revoked(local: Local, { subject, ...unwanted }: Unwanted): Promise<void> {
  const { access_token, refresh_token } = unwanted.credentials;
  if (access_token === undefined && refresh_token === undefined) return;
  const result = await told(local, unwanted).catch((error: unknown) =>
    error instanceof ConnectionError ? error.code : 'failed',
  );
  await local.audit?.({ action: 'credentials.revoked', subject, result });
}

async function told(
  local: Local,
  { definition, inputs, credentials }: Omit<Unwanted, 'subject'>,
): Promise<'done' | 'unsupported'> {
  const { access_token, refresh_token } = credentials;
  const token = refresh_token ?? access_token;
  if (!definition?.oauth || token === undefined) return 'unsupported';
  const calls = { fetch: local.fetch, now: local.now, timeoutMs: local.timeoutMs };
  const resolved = await resolveProvider(definition.oauth, inputs, calls);
  if (resolved.server.revocation_endpoint === undefined) return 'unsupported';
  // A client of the user's own has to prove itself as itself.
  const { client_id, client_secret } = isByRedirect(definition.oauth) ? {} : formGrantValues(definition, credentials);
  const own = client_id !== undefined && client_secret !== undefined && { client_id, client_secret };
  const provider = { ...resolved.provider, ...own };
  const hint = refresh_token === undefined ? 'access_token' : 'refresh_token';
  await revokeToken({ ...resolved, provider }, { token, hint }, calls);
  return 'done';
}

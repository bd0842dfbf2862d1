import { ConnectionError } from '../../../contract/index.js';
import type { IntegrationDefinition } from '../../catalogue/index.js';
import type { TokenSet } from '../../oauth/index.js';
import { credentialNames, sealFor, type StoredCredentials, withTokens } from './credentials.js';
import { dueColumns } from './due.js';
import { healthyNow, recovery } from './health.js';
import { unattempted } from './new-row.js';
import type { Local, Refreshed } from './options.js';
import { grantedPermissions } from './permissions.js';
import { isRenewable } from './renewal.js';
import { inputsOf, strings } from './reply.js';
import { revoke } from './revoke.js';
import { currentRow, type Row } from './rows.js';
import { pause } from './wait.js';
import { updateAndTell } from './write.js';

/** New tokens, and what they are new of. */
export interface Won {
  readonly definition: IntegrationDefinition;
  readonly kept: StoredCredentials;
  readonly tokens: TokenSet;
}

/**
 * Writes new tokens into the row they were got for, whatever else was changed in it meanwhile. Where it was removed or got
 * other credentials, they are dropped and, unless those are of the same grant, given back.
 */
export async function won(local: Local, leased: Row, got: Won): Promise<Refreshed> {
  let current: Row | undefined = leased;
  // Whoever gives a row new credentials takes the lease out of it.
  while (current?.refresh_owner === leased.refresh_owner) {
    const row: Row = current;
    const after = await persistently(() => written(local, row, got));
    if (after) return { row: after };
    current = await currentRow(local.db, leased.id);
  }
  drop(local, leased, { current, got });
  return { row: current };
}

/**
 * As {@link won}, for a reply that came when its refresh had been given up: the old refresh token may be spent, so that
 * this one is all there is. Credentials that were written since are left alone.
 */
export async function adopted(local: Local, leased: Row, got: Won): Promise<void> {
  const current = await currentRow(local.db, leased.id);
  if (current?.sealed === leased.sealed && (await written(local, current, got))) return;
  drop(local, leased, { current: await currentRow(local.db, leased.id), got });
}

async function written(local: Local, row: Row, { definition, kept, tokens }: Won): Promise<Row | undefined> {
  const now = local.now();
  const credentials = withTokens(kept, tokens);
  const names = credentialNames(credentials);
  const renewable = isRenewable(definition, names);
  // A refresh says nothing about a provider that refuses the tokens themselves.
  const refused = row.last_unhealthy_code === 'credentials_rejected';
  const changes = {
    sealed: await sealFor(local, row, credentials),
    credential_names: JSON.stringify(names),
    // RFC 6749 §6: a refresh can narrow what was granted, and never widens it.
    permissions: JSON.stringify(grantedPermissions(definition, strings(row.permissions), tokens.scope)),
    ...dueColumns(credentials, { now, renewable }),
    ...unattempted,
    ...(!refused && healthyNow(now)),
    ...(row.state !== 'ok' && { updated_at: now }),
    state: 'ok',
    revision: row.revision + 1,
  };
  const told = recovery(row).filter(({ type }) => !refused || type !== 'connection.healthy');
  return updateAndTell(local, row, changes, told);
}

/** The same grant refreshed elsewhere is left alone: to revoke one of its tokens could end them all. */
function drop(local: Local, leased: Row, { current, got }: { current: Row | undefined; got: Won }): void {
  if (current && current.creation_key === leased.creation_key) return;
  const credentials = withTokens(got.kept, got.tokens);
  revoke(local, { definition: got.definition, inputs: inputsOf(leased), credentials, subject: leased.id });
}

/** Milliseconds between two tries to write. */
const AGAIN_AFTER = 200;

/** A database that hiccups must not cost the tokens, whose predecessors the provider has just ended. */
async function persistently<T>(write: () => Promise<T>, tries = 6): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (tries <= 1 || !(error instanceof ConnectionError) || error.code !== 'store_unavailable') throw error;
    await pause(AGAIN_AFTER);
    return persistently(write, tries - 1);
  }
}

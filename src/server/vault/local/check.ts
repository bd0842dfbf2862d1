import { type Connection, ConnectionError } from '../../../contract/index.js';
import type { Owner } from '../vault.js';
import { unsealRow } from './credentials.js';
import { triedKept } from './given.js';
import { decline, healthyNow, recovery } from './health.js';
import type { Local } from './options.js';
import { assertUsable, refreshed } from './refresh.js';
import { isRenewable } from './renewal.js';
import { connectionOf, inputsOf, strings } from './reply.js';
import { currentRow, type Row, rowById } from './rows.js';
import { type Told, updateAndTell } from './write.js';

/**
 * Tries a connection: its refresh where there is one, then its credentials at the provider, and keeps what came out.
 * A provider that is down says nothing about the connection.
 */
export async function check(
  local: Local,
  owner: Owner,
  id: string,
  { signal }: { signal?: AbortSignal },
): Promise<Connection | undefined> {
  const row = await rowById(local.db, owner, id);
  if (!row) return undefined;
  assertUsable(row);
  const definition = local.catalogue.get(row.integration_type);
  if (!definition) {
    throw new ConnectionError('integration_misconfigured', { message: `there is no ${row.integration_type} any more` });
  }
  const live = isRenewable(definition, strings(row.credential_names)) ? await renewed(local, row, signal) : row;
  if (!live) return undefined;
  const given = { definition, inputs: inputsOf(live), credentials: await unsealRow(local, live) };
  try {
    const { asked } = await triedKept(local, given, signal);
    const after = asked ? await judged(local, live, undefined) : live;
    return after && connectionOf(after, local.catalogue);
  } catch (error) {
    if (error instanceof ConnectionError && error.code === 'credentials_rejected')
      await judged(local, live, error.code);
    throw error;
  }
}

async function renewed(local: Local, row: Row, signal: AbortSignal | undefined): Promise<Row | undefined> {
  const { row: fresh, failure } = await refreshed(local, row, signal);
  if (failure) throw failure;
  return fresh;
}

/** Keeps what was found of the credentials that were tried: of others, which came meanwhile, it is not true. */
async function judged(local: Local, row: Row, code: 'credentials_rejected' | undefined): Promise<Row | undefined> {
  const now = local.now();
  const found = code === undefined ? healthyNow(now) : { last_unhealthy_at: now, last_unhealthy_code: code };
  const told: Told[] = code === undefined ? recovery(row) : decline(row, code);
  const changes = { ...found, ...(told.length > 0 && { updated_at: now }), revision: row.revision + 1 };
  const after = await updateAndTell(local, row, changes, told);
  if (after) return after;
  const current = await currentRow(local.db, row.id);
  return current?.sealed === row.sealed ? judged(local, current, code) : current;
}

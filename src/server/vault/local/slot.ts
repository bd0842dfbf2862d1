import { sha256 } from '../../store/index.js';
import { assertInTime } from '../../oauth/index.js';
import { recovery } from './health.js';
import type { Local } from './options.js';
import { credentialColumns, type NewConnection, newRow } from './new-row.js';
import { revokeReplaced } from './revoke.js';
import { creationKey, type Row, rowByKey, rowInSlot } from './rows.js';
import { insertAndTell, updateAndTell } from './write.js';

/** Where Apideck's surface upserts: one connection per consumer, unified API and service. */
export function slotOf(
  external_xref: string | null | undefined,
  unified_api: string,
  integration_type: string,
): Promise<string> {
  return sha256(JSON.stringify([external_xref ?? null, unified_api, integration_type]));
}

/**
 * Stores a new connection, or what is new of one whose slot is taken; the same key twice answers with what it made first.
 * Nothing once `signal` has aborted: whoever has been told "too late" has none. One that waits to be confirmed stands in
 * no slot, so that it replaces nothing before.
 */
export async function storedNew(local: Local, made: NewConnection, signal: AbortSignal | undefined): Promise<Row> {
  const { owner, unified_api, confirmBy } = made;
  const slot =
    unified_api === undefined || confirmBy !== undefined
      ? undefined
      : await slotOf(made.external_xref, unified_api, made.definition.type);
  const standing = slot === undefined ? undefined : await rowInSlot(local.db, owner, slot);
  const written = standing
    ? await replaced(local, { standing, made, signal })
    : await inserted(local, { made, slot, signal });
  // Not written: the key is taken, or somebody came first into the slot or to its row. Then theirs is there to be found.
  return written ?? (await rowByKey(local.db, owner, made.key)) ?? storedNew(local, made, signal);
}

async function inserted(
  local: Local,
  { made, slot, signal }: { made: NewConnection; slot: string | undefined; signal: AbortSignal | undefined },
): Promise<Row | undefined> {
  const row = await newRow(local, made, slot);
  assertInTime(signal);
  // What waits to be confirmed is not there yet as far as anyone is told.
  return insertAndTell(local, row, made.confirmBy === undefined ? [{ type: 'connection.created' }] : []);
}

async function replaced(
  local: Local,
  { standing, made, signal }: { standing: Row; made: NewConnection; signal: AbortSignal | undefined },
): Promise<Row | undefined> {
  const inputs = JSON.stringify(made.inputs);
  const changes = {
    ...(await credentialColumns(local, { ...standing, inputs }, made)),
    inputs,
    creation_key: await creationKey(made.owner, made.key),
    permissions: JSON.stringify(made.permissions),
    categories: JSON.stringify(made.definition.categories),
    ...(made.label !== undefined && { label: made.label }),
    ...(made.metadata && { metadata: JSON.stringify(made.metadata) }),
    revision: standing.revision + 1,
  };
  assertInTime(signal);
  const after = await updateAndTell(local, standing, changes, [{ type: 'connection.updated' }, ...recovery(standing)]);
  if (after) revokeReplaced(local, standing, after);
  return after;
}

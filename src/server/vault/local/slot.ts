import { sha256 } from '../../store/index.js';
import { assertInTime } from '../../oauth/index.js';
import { recovery } from './health.js';
import type { LocalVaultOptions } from './options.js';
import { credentialColumns, type NewConnection, newRow } from './new-row.js';
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
export async function storedNew(
  options: LocalVaultOptions,
  made: NewConnection,
  signal: AbortSignal | undefined,
): Promise<Row> {
  const { db } = options;
  const { owner, unified_api, confirmBy } = made;
  const slot =
    unified_api === undefined || confirmBy !== undefined
      ? undefined
      : await slotOf(made.external_xref, unified_api, made.definition.type);
  const standing = slot === undefined ? undefined : await rowInSlot(db, owner, slot);
  const written = standing
    ? await replaced(options, { standing, made, signal })
    : await inserted(options, { made, slot, signal });
  // Not written: the key is taken, or somebody came first into the slot or to its row. Then theirs is there to be found.
  return written ?? (await rowByKey(db, owner, made.key)) ?? storedNew(options, made, signal);
}

async function inserted(
  options: LocalVaultOptions,
  { made, slot, signal }: { made: NewConnection; slot: string | undefined; signal: AbortSignal | undefined },
): Promise<Row | undefined> {
  const row = await newRow(options, made, slot);
  assertInTime(signal);
  // What waits to be confirmed is not there yet as far as anyone is told.
  return insertAndTell(options, row, made.confirmBy === undefined ? [{ type: 'connection.created' }] : []);
}

async function replaced(
  options: LocalVaultOptions,
  { standing, made, signal }: { standing: Row; made: NewConnection; signal: AbortSignal | undefined },
): Promise<Row | undefined> {
  const inputs = JSON.stringify(made.inputs);
  const changes = {
    ...(await credentialColumns(options, { ...standing, inputs }, made)),
    inputs,
    creation_key: await creationKey(made.owner, made.key),
    permissions: JSON.stringify(made.permissions),
    categories: JSON.stringify(made.definition.categories),
    ...(made.label !== undefined && { label: made.label }),
    ...(made.metadata && { metadata: JSON.stringify(made.metadata) }),
    revision: standing.revision + 1,
  };
  assertInTime(signal);
  return updateAndTell(options, standing, changes, [{ type: 'connection.updated' }, ...recovery(standing)]);
}

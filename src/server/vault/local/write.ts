import type { Insertable, Updateable } from 'kysely';
import type { ProblemCode } from '../../../contract/index.js';
import type { ConnectionEventType } from '../../outbox/index.js';
import type { ConnectionRow, Store } from '../../store/index.js';
import type { LocalVaultOptions } from './options.js';
import { deleteRow, insertRow, type Row, stored, updateRow } from './rows.js';
import { subjectOf } from './subject.js';

/** What is told of a change, and why where it is a failure. */
export interface Told {
  readonly type: ConnectionEventType;
  readonly code?: ProblemCode;
}

/** Inserts a row and tells of it, both or neither. Undefined when its creation key or slot is taken. */
export function insertAndTell(
  options: LocalVaultOptions,
  row: Insertable<ConnectionRow>,
  told: readonly Told[],
): Promise<Row | undefined> {
  return inOne(options, told, (db) => insertRow(db, row));
}

/** Changes the row as it was read and tells of it, both or neither. Undefined when somebody else wrote in between. */
export function updateAndTell(
  options: LocalVaultOptions,
  row: Row,
  changes: Updateable<ConnectionRow>,
  told: readonly Told[],
): Promise<Row | undefined> {
  return inOne(options, told, (db) => updateRow(db, row, changes));
}

/** Deletes a row and tells of it, both or neither. Undefined when it was gone already. */
export function deleteAndTell(options: LocalVaultOptions, id: string): Promise<Row | undefined> {
  return inOne(options, [{ type: 'connection.removed' }], (db) => deleteRow(db, id));
}

/** Writes events of a row down, in the transaction of the change that they tell of. */
export async function tell(
  { events, catalogue }: LocalVaultOptions,
  db: Store,
  row: Row,
  told: readonly Told[],
): Promise<void> {
  for (const one of told) await events?.record(db, { ...one, subject: subjectOf(row, catalogue) });
}

function inOne(
  options: LocalVaultOptions,
  told: readonly Told[],
  write: (db: Store) => Promise<Row | undefined>,
): Promise<Row | undefined> {
  if (!options.events || told.length === 0) return write(options.db);
  return stored(() =>
    options.db.transaction().execute(async (trx) => {
      const row = await write(trx);
      if (row) await tell(options, trx, row, told);
      return row;
    }),
  );
}

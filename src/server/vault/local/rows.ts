import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { ConnectionError } from '../../../contract/index.js';
import { type ConnectionRow, sha256, type Store } from '../../store/index.js';
import type { Owner } from '../vault.js';

export type Row = Selectable<ConnectionRow>;

/** The row, if it is the owner's and no longer pending; another owner's is none. */
export function rowById(db: Store, owner: Owner, id: string): Promise<Row | undefined> {
  return stored(() => ownRows(db, owner).where('id', '=', id).where('confirm_by', 'is', null).executeTakeFirst());
}

/** As {@link rowById}, pending or not. */
export function anyRowById(db: Store, owner: Owner, id: string): Promise<Row | undefined> {
  return stored(() => ownRows(db, owner).where('id', '=', id).executeTakeFirst());
}

/** The row that `key` made for this caller, pending or not. */
export async function rowByKey(db: Store, owner: Owner, key: string): Promise<Row | undefined> {
  const creation_key = await creationKey(owner, key);
  return stored(() => ownRows(db, owner).where('creation_key', '=', creation_key).executeTakeFirst());
}

/** The row as it is now, whoever asks: for the vault's own work only. */
export function currentRow(db: Store, id: string): Promise<Row | undefined> {
  return stored(() => db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst());
}

/** The row that stands in a slot of Apideck's surface. */
export function rowInSlot(db: Store, { workspace, environment }: Owner, slot: string): Promise<Row | undefined> {
  return stored(() => ownRows(db, { workspace, environment }).where('slot', '=', slot).executeTakeFirst());
}

/** Inserts unless its creation key or its slot is taken already: then undefined. */
export function insertRow(db: Store, row: Insertable<ConnectionRow>): Promise<Row | undefined> {
  return stored(() =>
    db
      .insertInto('connection')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst(),
  );
}

/** Changes the row as it was read: undefined when somebody else wrote its credentials, or removed it, in between. */
export function updateRow(db: Store, row: Row, changes: Updateable<ConnectionRow>): Promise<Row | undefined> {
  return stored(() =>
    db
      .updateTable('connection')
      .set(changes)
      .where('id', '=', row.id)
      .where('revision', '=', row.revision)
      .returningAll()
      .executeTakeFirst(),
  );
}

/** The row that is gone now; undefined when it was already. */
export function deleteRow(db: Store, id: string): Promise<Row | undefined> {
  return stored(() => db.deleteFrom('connection').where('id', '=', id).returningAll().executeTakeFirst());
}

/** A key is its caller's: the same one sent by two users makes two connections. */
export function creationKey({ external_xref }: Owner, key: string): Promise<string> {
  return sha256(JSON.stringify([external_xref ?? null, key]));
}

/** All rows of the owner, those that wait to be confirmed among them. */
export function ownRows(db: Store, { workspace, environment, external_xref }: Owner) {
  const rows = db
    .selectFrom('connection')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(sql<string>`lower(environment)`, '=', environment.toLowerCase());
  return external_xref === undefined ? rows : rows.where('external_xref', '=', external_xref);
}

/** Rows of which one of the categories is. */
export function ofCategories(categories: readonly string[]) {
  // The column is a JSON list of strings, so a quoted name is found as it stands there.
  const holds = categories.map((one) => `%${likeText(JSON.stringify(one))}%`);
  return sql<boolean>`(${sql.join(
    holds.map((text) => sql`categories like ${text} escape '\\'`),
    sql` or `,
  )})`;
}

/** The text as `like` takes it literally, with `\` to escape. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/**
 * Runs statements; whatever the database says becomes `store_unavailable`, its own words kept as the cause for logs.
 * Failures of ours pass as they are.
 */
export async function stored<T>(statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (cause) {
    if (cause instanceof ConnectionError) throw cause;
    throw new ConnectionError('store_unavailable', { message: 'the database refused a statement', cause });
  }
}

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { ConnectionError } from '../../../contract/index.js';
import { type ConnectionRow, sha256, type Store } from '../../store/index.js';
import type { ConnectionsQuery, Owner } from '../vault.js';

export type Row = Selectable<ConnectionRow>;

/** The row, if it is the owner's; another owner's is none. */
export function rowById(db: Store, owner: Owner, id: string): Promise<Row | undefined> {
  return stored(() => ownRows(db, owner).where('id', '=', id).executeTakeFirst());
}

/** The row that `key` made for this caller. */
export async function rowByKey(db: Store, owner: Owner, key: string): Promise<Row | undefined> {
  const creation_key = await creationKey(owner, key);
  return stored(() => ownRows(db, owner).where('creation_key', '=', creation_key).executeTakeFirst());
}

/** Newest first. */
export function listRows(db: Store, owner: Owner, query: ConnectionsQuery): Promise<Row[]> {
  const { integration_types, categories, limit = 100, offset = 0 } = query;
  let rows = ownRows(db, owner).orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset);
  if (integration_types?.length === 0) return Promise.resolve([]);
  if (integration_types) rows = rows.where('integration_type', 'in', integration_types);
  if (categories?.length) {
    // The column is a JSON list of strings, so a quoted name is found as it stands there.
    const holds = categories.map((one) => likeText(JSON.stringify(one)));
    rows = rows.where(({ or }) => or(holds.map((text) => sql<boolean>`categories like ${text} escape '\\'`)));
  }
  return stored(() => rows.execute());
}

/** Inserts unless this caller's key has made a row already; answers with the one that is there. */
export async function insertRow(db: Store, owner: Owner, key: string, row: Insertable<ConnectionRow>): Promise<Row> {
  const made = await stored(() =>
    db
      .insertInto('connection')
      .values(row)
      .onConflict((conflict) => conflict.columns(['workspace', 'environment', 'creation_key']).doNothing())
      .returningAll()
      .executeTakeFirst(),
  );
  const there = made ?? (await rowByKey(db, owner, key));
  if (!there)
    throw new ConnectionError('store_unavailable', { message: 'the connection was removed while it was made' });
  return there;
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

/** Whether there was one. */
export async function deleteRow(db: Store, owner: Owner, id: string): Promise<boolean> {
  const row = await rowById(db, owner, id);
  if (!row) return false;
  const gone = await stored(() => db.deleteFrom('connection').where('id', '=', id).returning('id').executeTakeFirst());
  return gone !== undefined;
}

/** A key is its caller's: the same one sent by two users makes two connections. */
export function creationKey({ external_xref }: Owner, key: string): Promise<string> {
  return sha256(JSON.stringify([external_xref ?? null, key]));
}

function ownRows(db: Store, { workspace, environment, external_xref }: Owner) {
  const rows = db
    .selectFrom('connection')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(sql<string>`lower(environment)`, '=', environment.toLowerCase());
  return external_xref === undefined ? rows : rows.where('external_xref', '=', external_xref);
}

function likeText(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** Runs a statement; whatever the database says becomes `store_unavailable`, its own words kept as the cause for logs. */
async function stored<T>(statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (cause) {
    throw new ConnectionError('store_unavailable', { message: 'the database refused a statement', cause });
  }
}

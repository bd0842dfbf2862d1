import * as z from 'zod/mini';
import { randomToken, sha256, type Store } from '../store/index.js';
import type { ApiKey, ApiKeyScope } from './api-key.js';

/** An API key that was made while the server runs. The key itself is nowhere: it was shown once. */
export interface StoredKey {
  /** As it stands in the audit (`key:5f0c1d2e3a4b`). */
  readonly id: string;
  readonly name?: string;
  readonly scopes: readonly ApiKeyScope[];
  /** ISO 8601. */
  readonly created_at: string;
  /** ISO 8601; absent while the key is good. */
  readonly revoked_at?: string;
}

/** Makes a key that counts at once in every process on this database. `now` is in milliseconds since the epoch. */
export async function createStoredKey(
  db: Store,
  { name, scopes, now }: { readonly name?: string; readonly scopes: readonly ApiKeyScope[]; readonly now: number },
): Promise<{ id: string; key: string }> {
  const key = prefix + randomToken();
  const id = crypto.randomUUID().replaceAll('-', '').slice(0, 12);
  await db
    .insertInto('api_key')
    .values({
      id,
      hash: await sha256(key),
      name: name ?? null,
      scopes: JSON.stringify(scopes),
      created_at: now,
      revoked_at: null,
    })
    .execute();
  return { id, key };
}

/** All that were ever made, oldest first; the revoked ones too, since the audit names them. */
export async function listStoredKeys(db: Store): Promise<readonly StoredKey[]> {
  const rows = await db.selectFrom('api_key').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(({ id, name, scopes, created_at, revoked_at }) => ({
    id,
    ...(name !== null && { name }),
    scopes: scopesOf(scopes),
    created_at: new Date(created_at).toISOString(),
    ...(revoked_at !== null && { revoked_at: new Date(revoked_at).toISOString() }),
  }));
}

/** Ends a key, in every process at once. False when there is none of this id, or it was revoked before. */
export async function revokeStoredKey(db: Store, id: string, now: number): Promise<boolean> {
  const revoked = await db
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return revoked !== undefined;
}

/** The key that was presented, if it is stored and good at this moment. */
export async function findStoredKey(db: Store, presented: string): Promise<ApiKey | undefined> {
  if (!presented.startsWith(prefix)) return undefined;
  // Looked up by its hash: how long that takes tells nothing of the key.
  const row = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'scopes'])
    .where('hash', '=', await sha256(presented))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row && { id: row.id, scopes: scopesOf(row.scopes), ...(row.name !== null && { name: row.name }) };
}

/** Tells a key of ours from anything else that is found in a log or a repository. */
const prefix = 'ce_';

const Scopes = z.array(z.enum(['connections', 'credentials']));

function scopesOf(json: string): readonly ApiKeyScope[] {
  return Scopes.parse(JSON.parse(json));
}

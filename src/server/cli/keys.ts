import { createAudit, createStoredKey, listStoredKeys, revokeStoredKey } from '../access/index.js';
import type { ApiKeyScope } from '../access/index.js';
import type { Store } from '../store/index.js';
import type { Flags } from './configuration.js';
import { columns, json, print, say } from './say.js';
import { withStoreOf, withStoreThereOf } from './with-store.js';

/** Makes a key for a backend. The key goes to stdout, this once and alone, so that it can be piped; it is kept as a hash. */
export async function createKey(flags: Flags & { name?: string | undefined; scopes?: string | undefined }) {
  const scopes = scopesOf(flags.scopes);
  await withStoreOf(flags, async (db) => {
    const { id, key } = await createStoredKey(db, {
      ...(flags.name !== undefined && { name: flags.name }),
      scopes,
      now: Date.now(),
    });
    await note(db, 'key.created', id);
    say(`Key ${id} for ${scopes.join(' and ')}. It is shown this once:`);
    print(key);
  });
}

/** Lists the keys that `createKey` made; those of the configuration are not kept, and not listed. */
export async function listKeys(flags: Flags & { json?: boolean | undefined }): Promise<void> {
  const listed = (keys: readonly StoredKey[]): void => {
    if (flags.json) return print(json(keys, { indent: 2 }));
    if (keys.length === 0) return say('There is no key yet: connection-embed keys create');
    const rows = keys.map(({ id, name = '', scopes, created_at, revoked_at }) => [
      id,
      created_at,
      revoked_at ? `revoked ${revoked_at}` : 'good',
      scopes.join(','),
      name,
    ]);
    print(columns([['ID', 'MADE', 'STATE', 'SCOPES', 'NAME'], ...rows]));
  };
  await withStoreThereOf(flags, {
    work: async (db) => listed(await listStoredKeys(db)),
    none(where) {
      say(`There is no database yet ${where}.`);
      listed([]);
    },
  });
}

type StoredKey = Awaited<ReturnType<typeof listStoredKeys>>[number];

/** Ends a key at once, in every server on this database. @throws Error when there is no such key that is still good */
export async function revokeKey(flags: Flags, id: string): Promise<void> {
  await withStoreOf(flags, async (db) => {
    if (!(await revokeStoredKey(db, id, Date.now()))) throw new Error(`there is no key ${id} that is still good`);
    await note(db, 'key.revoked', id);
    say(`Key ${id} opens nothing any more.`);
  });
}

/** Whether any key was made that is still good. */
export async function hasKeys(db: Store): Promise<boolean> {
  return (await listStoredKeys(db)).some(({ revoked_at }) => revoked_at === undefined);
}

async function note(db: Store, action: string, subject: string): Promise<void> {
  await createAudit({ db, now: Date.now }).record({ actor: 'operator', action, subject, result: 'done' });
}

function scopesOf(text = 'connections,credentials'): ApiKeyScope[] {
  const words = new Set(text.split(',').map((word) => word.trim()));
  const scopes = known.filter((scope) => words.delete(scope));
  if (words.size > 0 || scopes.length === 0) throw new Error(`--scopes takes ${known.join(' and ')}, comma-separated`);
  return scopes;
}

const known: readonly ApiKeyScope[] = ['connections', 'credentials'];

import { ConnectionError } from '../../contract/index.js';
import { type Keyring, UnsealError } from './keyring.js';
import type { Store } from './schema.js';

/**
 * Proves at start that the secrets given are those that sealed what lies in `db`, before anything is sealed by a wrong one.
 * Writes a check row for the first secret when it is new here. A retired secret may be left out once nothing is sealed by
 * it any more, as long as another one given opens its own row; its check row then goes.
 *
 * @throws ConnectionError `internal_error` naming the option `secrets`.
 */
export async function verifySecrets(db: Store, keyring: Keyring): Promise<void> {
  const { closed, retired } = await closedChecks(db, keyring);
  if (closed.length > 0) {
    if (!retired) {
      throw new ConnectionError('internal_error', {
        message: `option \`secrets\` lacks the secret that sealed this database (key id ${closed.join(', ')}); give it again, after the new one if you are rotating`,
      });
    }
    await db.deleteFrom('seal_check').where('key_id', 'in', closed).execute();
  }

  const sealed = await keyring.seal(text, context);
  await db
    .insertInto('seal_check')
    .values({ key_id: keyId(sealed), sealed })
    .onConflict((conflict) => conflict.column('key_id').doNothing())
    .execute();
}

/** Whether {@link verifySecrets} would let these secrets pass, without writing anything. */
export async function secretsFit(db: Store, keyring: Keyring): Promise<boolean> {
  const { closed, retired } = await closedChecks(db, keyring);
  return closed.length === 0 || retired;
}

/** Key ids whose check row none of the secrets opens; `retired` when nothing needs them any more. */
async function closedChecks(db: Store, keyring: Keyring): Promise<{ closed: string[]; retired: boolean }> {
  const rows = await db.selectFrom('seal_check').selectAll().execute();
  const opened = await Promise.all(rows.map((row) => opens(keyring, row.sealed)));
  const closed = rows.filter((_, index) => !opened[index]).map((row) => row.key_id);
  return { closed, retired: opened.includes(true) && !(await anySealedBy(db, closed)) };
}

const text = 'connection-embed';
const context = ['check', 'seal_check'];

async function opens(keyring: Keyring, sealed: string): Promise<boolean> {
  try {
    return (await keyring.open(sealed, context)) === text;
  } catch (error) {
    if (error instanceof UnsealError) return false;
    throw error;
  }
}

/** Every column that holds sealed values is asked here; `_` in a key id matches too much, never too little. */
async function anySealedBy(db: Store, keyIds: readonly string[]): Promise<boolean> {
  for (const id of keyIds) {
    const prefix = `v1.${id}.%`;
    const connection = await db
      .selectFrom('connection')
      .select('id')
      .where('sealed', 'like', prefix)
      .limit(1)
      .executeTakeFirst();
    const attempt = await db
      .selectFrom('attempt')
      .select('id')
      .where('pending', 'like', prefix)
      .limit(1)
      .executeTakeFirst();
    if (connection || attempt) return true;
  }
  return false;
}

function keyId(sealed: string): string {
  return sealed.split('.')[1] ?? '';
}

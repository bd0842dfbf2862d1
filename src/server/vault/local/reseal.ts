import { sql } from 'kysely';
import type { Keyring, Store } from '../../store/index.js';
import { sealFor, unsealRow } from './credentials.js';
import type { LocalVaultOptions } from './options.js';
import { likeText, type Row, stored } from './rows.js';

/** Rows read at a time. */
const BATCH = 100;

/**
 * Seals up to `limit` rows anew that an older secret sealed, beside others who read and write them; answers how many are
 * left. A row that does not open is audited and passed over: no secret at hand could ever make it one of these.
 */
export async function reseal(options: LocalVaultOptions, { limit }: { limit: number }): Promise<number> {
  const { db, keyring } = options;
  const current = await currentSeal(keyring);
  let sealed = 0;
  let after = '';
  for (;;) {
    const rows = await olderRows(db, { current, after }).limit(BATCH).execute();
    for (const row of rows) {
      if (sealed >= limit) return left(db, { current, after });
      if (await sealedAnew(options, row)) sealed += 1;
      after = row.id;
    }
    if (rows.length < BATCH) return 0;
  }
}

/** Of those behind the cursor; what does not open among them is found out when their turn comes. */
async function left(db: Store, where: { current: string; after: string }): Promise<number> {
  const { count } = await stored(() =>
    olderRows(db, where)
      .clearSelect()
      .clearOrderBy()
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return Number(count);
}

function olderRows(db: Store, { current, after }: { current: string; after: string }) {
  const pattern = `${likeText(current)}%`;
  return db
    .selectFrom('connection')
    .selectAll()
    .where(sql<boolean>`sealed not like ${pattern} escape '\\'`)
    .where('id', '>', after)
    .orderBy('id');
}

async function sealedAnew(options: LocalVaultOptions, row: Row): Promise<boolean> {
  const credentials = await unsealRow(options, row).catch(() => undefined);
  if (!credentials) return false;
  const sealed = await sealFor(options, row, credentials);
  const written = await stored(() =>
    options.db
      .updateTable('connection')
      .set({ sealed })
      .where('id', '=', row.id)
      .where('revision', '=', row.revision)
      .where('sealed', '=', row.sealed)
      .returning('id')
      .executeTakeFirst(),
  );
  return written !== undefined;
}

/** How everything begins that the first secret sealed: version and key id. */
async function currentSeal(keyring: Keyring): Promise<string> {
  const [version = '', id = ''] = (await keyring.seal('', [])).split('.');
  return `${version}.${id}.`;
}

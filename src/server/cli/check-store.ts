import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createKeyring, examineStore, type Keyring, type StoreExamination } from '../store/index.js';
import { type Configuration, isPostgres } from './configuration.js';
import { folderFault } from './data-folder.js';
import { type Finding, messageOf } from './finding.js';
import { secretIn } from './own-secret.js';

/** Judges data folder, secrets and database together: each can be right, and still not fit the others. */
export async function examineDatabase(configuration: Configuration): Promise<Finding[]> {
  for (const folder of new Set(foldersOf(configuration))) {
    const fault = await folderFault(folder);
    // Nothing is found in a folder that cannot be one.
    if (fault !== undefined) return [{ what: 'data', state: 'wrong', detail: fault }];
  }
  const { finding, keyring } = await secretOf(configuration);
  try {
    const found = await examineStore(configuration.options.database, keyring);
    return [found.secretsFit === false ? misfit : finding, databaseFinding(found)];
  } catch (error) {
    return [finding, { what: 'database', state: 'wrong', detail: messageOf(error) }];
  }
}

/** Folders that the server writes to: that of its own secret, and that of its database. */
function foldersOf({ options: { database }, secrets, data }: Configuration): string[] {
  if (isPostgres(database)) return [];
  const own = secrets.length > 0 ? [] : [data];
  // Where the address names no file, the database says so itself.
  const file = database.startsWith('file:') && database !== 'file::memory:' ? pathIn(database) : undefined;
  return file === undefined ? own : [...own, dirname(file)];
}

function pathIn(database: string): string | undefined {
  if (!database.startsWith('file://')) return database.slice('file:'.length);
  return URL.canParse(database) ? new URL(database).pathname : undefined;
}

const misfit: Finding = {
  what: 'secrets',
  state: 'wrong',
  detail: 'none of those given opens what lies in the database: give the one it was made with, after the new one',
};

function databaseFinding({ engine, tables }: StoreExamination): Finding {
  const detail = {
    none: `${engine}: no tables yet; would make them`,
    older: `${engine}: made by an older version; would migrate`,
    current: `${engine}: up to date`,
    newer: `${engine}: made by a newer version of connection-embed; run that one`,
  }[tables];
  return { what: 'database', state: tables === 'newer' ? 'wrong' : 'ok', detail };
}

/** The secret that `serve` would use, read and never made. */
async function secretOf({
  secrets,
  options,
  data,
}: Configuration): Promise<{ finding: Finding; keyring: Keyring | undefined }> {
  const found = (state: Finding['state'], detail: string) => ({ what: 'secrets', state, detail }) as const;
  let kept: string | undefined;
  try {
    kept = secrets.length > 0 ? undefined : await secretIn(data);
  } catch (error) {
    return { finding: found('wrong', messageOf(error)), keyring: undefined };
  }
  const all = secrets.length > 0 ? secrets : kept === undefined ? [] : [kept];
  if (all.length > 0) {
    try {
      const source = secrets.length > 0 ? `${all.length} given; the first one seals` : `in ${join(data, 'secret')}`;
      return { finding: found('ok', source), keyring: await createKeyring(all) };
    } catch (error) {
      return { finding: found('wrong', messageOf(error)), keyring: undefined };
    }
  }
  const names = await readdir(data).catch(() => []);
  const finding = isPostgres(options.database)
    ? found('wrong', 'PostgreSQL needs CONNECTION_EMBED_SECRET: make one with `openssl rand -base64 32`')
    : names.some((name) => !name.startsWith('.'))
      ? found('wrong', `${data} has data but no secret: set CONNECTION_EMBED_SECRET to the one it was made with`)
      : found('ok', `would make one in ${data}`);
  return { finding, keyring: undefined };
}

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret of a data folder that was given none: made only while the folder is empty, because a database that was sealed
 * with another secret would be lost to a new one. Readable by its owner alone.
 */
export async function ownSecret(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept.trim();
  if ((await readdir(folder)).length > 0) {
    throw new Error(`${folder} has data but no secret: set \`secrets\` to the one it was made with`);
  }
  const secret = randomBytes(32).toString('base64url');
  await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

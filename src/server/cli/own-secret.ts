import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret of a data folder that was given none: made only while the folder is empty, because a database that was sealed
 * with another secret would be lost to a new one. Readable by its owner alone. Of two servers that start at once on one
 * empty folder both get the same.
 *
 * @throws Error when the folder holds anything but a secret
 */
export async function ownSecret(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = await secretIn(folder);
  if (kept !== undefined) return kept;
  // What starts with a dot is nobody's data: a .gitkeep, or the secret that another server is just about to put here.
  const holdsData = (await readdir(folder)).some((name) => !name.startsWith('.'));
  if (!holdsData) await putSecret(folder);
  const secret = await secretIn(folder);
  if (secret !== undefined) return secret;
  throw new Error(
    `${folder} has data but no secret: set \`secrets\` (CONNECTION_EMBED_SECRET) to the one it was made with`,
  );
}

/** Whole or not at all, on the disk, and never in place of another one. */
async function putSecret(folder: string): Promise<void> {
  const draft = join(folder, `.secret-${randomBytes(6).toString('hex')}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
    await link(draft, join(folder, 'secret')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await rm(draft);
  }
}

/** The secret that a data folder has, if any. @throws Error that names the file where it cannot be read */
export async function secretIn(folder: string): Promise<string | undefined> {
  const path = join(folder, 'secret');
  try {
    return (await readFile(path, 'utf8')).trim() || undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read: ${code === 'EISDIR' ? 'it is a folder' : `${code}`}`, { cause: error });
  }
}

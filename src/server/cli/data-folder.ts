import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Why nothing could be kept in this folder, which may still have to be made, in words that name it; undefined when all is
 * well. Makes nothing.
 */
export async function folderFault(folder: string): Promise<string | undefined> {
  const { at, isFolder } = await nearest(resolve(folder));
  if (!isFolder) return `${folder} cannot be a folder: ${at} is a file`;
  const writable = await access(at, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  return writable ? undefined : `${folder} cannot be written to: this user may not write in ${at}`;
}

/** The path itself or what it would be made in. */
async function nearest(path: string): Promise<{ at: string; isFolder: boolean }> {
  try {
    return { at: path, isFolder: (await stat(path)).isDirectory() };
  } catch {
    const above = dirname(path);
    return above === path ? { at: path, isFolder: true } : nearest(above);
  }
}

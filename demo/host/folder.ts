import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** A file of a folder of built pages by its path in it; a path that ends with `/` is the page of that folder. */
export async function fileOf(folder: string, path: string): Promise<{ body: Buffer; type: string } | undefined> {
  // From the root first, so that no `..` leads out of the folder.
  const file = join(folder, normalize(`/${path}`), path.endsWith('/') ? 'index.html' : '');
  const type = types[extname(file)];
  const body = type !== undefined ? await readFile(file).catch(() => undefined) : undefined;
  return body && type !== undefined ? { body, type } : undefined;
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Asset } from './http/index.js';

/** The built widget. The same two steps up lead from `src/server` and from `dist/server` to the package. */
const folder = new URL('../../dist/cdn/', import.meta.url);

/** Reads the widget's files once, so that a name in a request never touches the file system. Empty when it is not built. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const assets = new Map<string, Asset>();
  for (const name of names.map((one) => one.replaceAll('\\', '/')).filter((one) => one.endsWith('.js'))) {
    const body = new Uint8Array(await readFile(new URL(name, folder)));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    assets.set(name, { body, etag, type: 'text/javascript; charset=utf-8' });
  }
  return assets;
}

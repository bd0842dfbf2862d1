import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';

/**
 * The same two steps up lead from `src/server` and from `dist/server` to the package. Not written into `new URL` itself: the
 * build would take that for an asset and put the file's content in its place.
 */
const manifest = '../../package.json';

/** The version of this package, as `info.version` of the OpenAPI document tells it. */
export async function readVersion(): Promise<string> {
  return Manifest.parse(JSON.parse(await readFile(new URL(manifest, import.meta.url), 'utf8'))).version;
}

const Manifest = z.object({ version: z.string() });

import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';

/** The same two steps up lead from `src/server` and from `dist/server` to the package. */
const manifest = new URL('../../package.json', import.meta.url);

/** The version of this package, as `info.version` of the OpenAPI document tells it. */
export async function readVersion(): Promise<string> {
  return Manifest.parse(JSON.parse(await readFile(manifest, 'utf8'))).version;
}

const Manifest = z.object({ version: z.string() });

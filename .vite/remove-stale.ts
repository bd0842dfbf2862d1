import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Removes from `dist` what no source stands behind any more. The folder is not emptied, because `tsc -b` keeps its
 * types there and takes them for up to date.
 */
export function removeStale(): Plugin {
  return {
    name: 'remove-stale',
    writeBundle(_, bundle) {
      for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name).slice('dist/'.length);
        if (!entry.isFile() || file.startsWith('cdn/')) continue;
        const source = `src/${file.replace(/\.(d\.ts|js)(\.map)?$/, '')}`;
        const known = file in bundle || (file.endsWith('.d.ts') && [`${source}.ts`, `${source}.tsx`].some(existsSync));
        if (!known) rmSync(join('dist', file));
      }
    },
  };
}

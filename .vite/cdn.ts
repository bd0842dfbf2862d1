import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';
import type { Plugin } from 'vite';
import { collapseTemplates } from './collapse-templates.js';

/** What only the build for a script tag does. */
export function cdnPlugins(): Plugin[] {
  return [standIns(), collapseTemplates(), ownPolicy(), terser(), licences(), report()];
}

/**
 * What the script tag has in place of packages of which it needs a small part. Embedders with a bundler get the packages
 * as they are, and share them with their own code.
 */
function standIns(): Plugin {
  return {
    name: 'stand-ins',
    enforce: 'pre',
    resolveId(id, importer = '') {
      if (id === 'zod/mini') return resolve('.vite/schemas.ts');
      if (id === '@floating-ui/dom') return resolve('.vite/top-layer.ts');
      if (id === './css-tag.js' && /\/@lit\/reactive-element\//.test(importer)) return resolve('.vite/style-sheets.ts');
      return null;
    },
  };
}

/**
 * Trusted Types: the host page may bring a lit of its own, and a second policy named `lit-html` throws there unless the
 * page allows duplicates. The bundle's policy gets its own name, and a refusal no longer ends the module.
 */
function ownPolicy(): Plugin {
  const created = /(\w+)\.createPolicy\(\s*["']lit-html["'],\s*(\{[^}]*\})\s*,?\s*\)/;
  return {
    name: 'own-policy',
    transform(code, id) {
      if (!/\/lit-html\/(development\/|node\/)*lit-html\.js$/.test(id)) return;
      if (!created.test(code)) this.error('lit-html creates its Trusted Types policy in another way now');
      return {
        code: code.replace(
          created,
          '(() => { try { return $1.createPolicy("connection-embed", $2); } catch { return undefined; } })()',
        ),
        map: null,
      };
    },
  };
}

/**
 * Before the bundler's own minifier, which finds less by itself. Whether functions compress better all in one place depends
 * on the chunk, so that both are tried.
 */
function terser(): Plugin {
  return {
    name: 'terser',
    async renderChunk(chunk) {
      const tried = await Promise.all([false, true].map(async (hoist_funs) => await minified(chunk, { hoist_funs })));
      const [code] = tried.sort((a, b) => gzipSync(a).length - gzipSync(b).length);
      return code === undefined ? null : { code, map: null };
    },
  };
}

async function minified(chunk: string, { hoist_funs }: { hoist_funs: boolean }): Promise<string> {
  const compress = { passes: 3, unsafe_arrows: true, hoist_funs };
  const { code } = await minify(chunk, { module: true, ecma: 2020, compress });
  return code ?? chunk;
}

/** The licence texts of what is bundled travel with the bundle. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const packages = new Map<string, string>();
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of output.moduleIds) {
          const found = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id);
          if (found?.[1] && found[2]) packages.set(found[2], found[1]);
        }
      }
      const texts = [...packages].sort().map(([name, folder]) => `${name}\n\n${licenceIn(folder)}`);
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: texts.join('\n\n----\n\n') });
    },
  };
}

function licenceIn(folder: string): string {
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((name) => join(folder, name)).find(existsSync);
  if (!file) throw new Error(`${folder} has no licence file to bundle`);
  return readFileSync(file, 'utf8').trim();
}

/** Prints what a page loads: gzip size and the hash for an `integrity` attribute (SRI). */
function report(): Plugin {
  return {
    name: 'report',
    writeBundle(options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        const bytes = readFileSync(join(options.dir ?? dirname(options.file ?? ''), output.fileName));
        const size = (gzipSync(bytes, { level: 9 }).length / 1000).toFixed(2).padStart(6);
        const sri = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
        console.log(`${size} kB gzip  ${output.fileName.padEnd(44)} ${sri}`);
      }
    },
  };
}

import { readFile, rm } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';

/**
 * Each of `files` as one JavaScript file in the folder `into`, with all that is ours inside and packages left where they
 * are: a loader in every process costs more than most tests do. Answers the files by their bundles. `import.meta.url`
 * stays that of the source.
 */
export async function bundled(files: readonly string[], { into }: { into: string }): Promise<Map<string, string>> {
  await rm(into, { recursive: true, force: true });
  await build({
    entryPoints: [...files],
    outdir: into,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // Without it, modules behind a dynamic import would be set up lazily, in an order of esbuild's own.
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [ownUrl],
  });
  return new Map(files.map((file) => [resolve(into, relative('.', file).replace(/\.tsx?$/, '.mjs')), file]));
}

// A pattern, not the words themselves: this file is bundled too, into tests that start programs.
const own = /\bimport\.meta\.url\b/;

const ownUrl: Plugin = {
  name: 'own-url',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|test|demo|stories)[\\/].*\.tsx?$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const text = await readFile(path, 'utf8');
      if (!own.test(text)) return undefined;
      const loader: Loader = extname(path) === '.tsx' ? 'tsx' : 'ts';
      return { contents: text.replaceAll(new RegExp(own, 'g'), JSON.stringify(pathToFileURL(path).href)), loader };
    });
  },
};

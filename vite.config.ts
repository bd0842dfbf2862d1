import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, type Rolldown, type UserConfig } from 'vite';
import { cdnPlugins } from './.vite/cdn.js';
import { manifest } from './.vite/manifest.js';
import { removeStale } from './.vite/remove-stale.js';

/**
 * Two builds of one source. `--mode library`: a file of `dist` for each file of `src`, dependencies left to the embedder's
 * bundler (`tsc -b` puts the types beside). `--mode cdn`, the application: everything in, minified, the steps that come
 * later in hashed chunks, so that one script tag is all a page needs. Without a mode nothing is set: Storybook reads this
 * file too, and builds a site.
 */
export default defineConfig(({ mode }) => (mode === 'library' ? library() : mode === 'cdn' ? cdn() : {}));

function library(): UserConfig {
  return {
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      minify: false,
      emptyOutDir: false,
      lib: { entry: libraryEntries(), formats: ['es'] },
      rolldownOptions: {
        // helpers of the compiler are no dependency of ours: they are built in
        external: (id) => /^[^./\0]/.test(id) && !existsSync(id) && !id.startsWith('@oxc-project/runtime/'),
        // 'use client' stays where it is, for each file is a module of its own.
        checks: { moduleLevelDirective: false, pluginTimings: false },
        output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      },
    },
    plugins: [manifest(), removeStale()],
  };
}

function cdn(): UserConfig {
  return {
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: 'dist/cdn',
      emptyOutDir: true,
      reportCompressedSize: false,
      // Library mode writes dynamic imports as they are, without a preloading helper; white space goes all the same.
      lib: { entry: { 'connection-embed': 'src/index.ts' }, formats: ['es'] },
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: {
          minify: true,
          comments: false,
          entryFileNames: '[name].js',
          chunkFileNames: chunkName,
          codeSplitting: {
            groups: [
              { name: initial, priority: 2, debugName: 'initial' },
              { name: later, priority: 1, debugName: 'later' },
            ],
          },
        },
      },
    },
    plugins: cdnPlugins(),
  };
}

/** The source of everything package.json exports or runs. */
function libraryEntries(): string[] {
  const pkg: { exports: Record<string, string | { default: string }>; bin: Record<string, string> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const targets = [...Object.values(pkg.exports), ...Object.values(pkg.bin)].map((target) =>
    typeof target === 'string' ? target : target.default,
  );
  return targets
    .filter((target) => /^(\.\/)?dist\/[^*]+\.js$/.test(target))
    .map((target) => target.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts'))
    .map((source) => (existsSync(`${source}x`) ? `${source}x` : source))
    .filter((source) => existsSync(source));
}

/**
 * One chunk of all that runs before the picker is on screen, and one of all that comes after it: each compresses better
 * whole than cut by what later steps share of it, and is one request.
 */
function initial(id: string, modules: { getModuleInfo(id: string): Rolldown.ModuleInfo | null }): string | null {
  const seen = new Set<string>();
  const isInitial = (one: string): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const info = modules.getModuleInfo(one);
    return info !== null && (info.isEntry || info.importers.some(isInitial));
  };
  return isInitial(id) ? 'widget' : null;
}

/** The parts of a language are called alike in each; their chunks say whose they are. */
function chunkName({ facadeModuleId }: { facadeModuleId?: string | null }): string {
  const [, language, part] = /\/locales\/([\w-]+)\/([\w-]+)\.ts$/.exec(facadeModuleId ?? '') ?? [];
  if (!language) return 'chunks/[name]-[hash].js';
  return `chunks/${part === 'index' ? language : `${language}-${part}`}-[hash].js`;
}

/** What is left, but for what only some pages need: another language, a popover or dialog. */
function later(id: string): string | null {
  return /\/(locales|shapes)\/|\/@floating-ui\/|\/top-layer\.ts$/.test(id) ? null : 'later';
}

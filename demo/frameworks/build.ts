import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = {
  html: 'frameworks/html/',
  react: 'frameworks/react/',
  vue: 'frameworks/vue/',
  svelte: 'frameworks/svelte/',
  angular: 'frameworks/angular/',
  headless: 'headless/',
};

export type Example = keyof typeof pages;

/** Where each example lies below the host page. */
export const examples = Object.entries(pages).map(([name, path]) => ({ name, path: `/examples/${path}` }));

/**
 * Builds all examples in one go, each as its own framework's users would, with the package as it is published: `dist` has
 * to be there. `server` is the address of the connection server; the pages go to `outDir`.
 */
export async function buildExamples({ server, outDir }: { server: string; outDir: string }): Promise<void> {
  await build({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    base: '/examples/',
    define: { 'import.meta.env.VITE_CONNECTIONS_URL': JSON.stringify(server) },
    plugins: [vue(), svelte({ configFile: false })],
    build: {
      // By itself it would lie below `root`, and not where the host looks for it.
      outDir: resolve(outDir),
      emptyOutDir: true,
      reportCompressedSize: false,
      // Angular comes with its compiler here.
      chunkSizeWarningLimit: 2000,
      target: 'es2022',
      rolldownOptions: {
        checks: { moduleLevelDirective: false, pluginTimings: false },
        input: Object.fromEntries(Object.entries(pages).map(([name, path]) => [name, `${root}${path}index.html`])),
      },
    },
  });
}

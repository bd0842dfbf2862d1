import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import webpack from 'webpack';
import type { Project } from './project.js';

/** The scripts of a page, by name, from `entries` of the project into a folder of it. */
type Bundler = (project: Project, entries: Readonly<Record<string, string>>, into: string) => Promise<void>;

/** Each with no more configuration than it needs; Vite for production, the others for development, where StrictMode runs twice. */
export const bundlers: Readonly<Record<string, Bundler>> = {
  async vite({ folder, file }, entries, into) {
    await vite({
      configFile: false,
      root: folder,
      base: `/${into}/`,
      publicDir: false,
      logLevel: 'warn',
      build: {
        outDir: file(into),
        rolldownOptions: { input: entries, output: { entryFileNames: '[name].js' } },
      },
    });
  },

  async webpack({ folder, file }, entries, into) {
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
      webpack(
        {
          context: folder,
          mode: 'development',
          devtool: false,
          entry: entries,
          output: { path: file(into), filename: '[name].js', publicPath: `/${into}/` },
        },
        (error, done) => (error ? reject(error) : resolve(done)),
      );
    });
    if (!stats || stats.hasErrors() || stats.hasWarnings()) throw new Error(stats?.toString() ?? 'nothing was built');
  },

  async esbuild({ folder, file }, entries, into) {
    const { warnings } = await esbuild({
      absWorkingDir: folder,
      entryPoints: entries,
      outdir: file(into),
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      logLevel: 'error',
    });
    if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
  },
};

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An empty project with the packed package installed by npm, as an embedder has it. */
export interface Project {
  readonly folder: string;
  /** The tarball that was installed. */
  readonly tarball: string;
  /** Path of one of its files. */
  file(name: string): string;
  write(name: string, text: string): Promise<void>;
  /** Runs Node in it and answers what was printed. */
  node(...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Packs what `dist` holds and installs it beside React 18, with its types, and Vue. */
export async function emptyProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const packed = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], process.cwd());
  const [{ filename }]: [{ filename: string }] = JSON.parse(packed);
  const tarball = join(folder, filename);
  const project: Project = {
    folder,
    tarball,
    file: (name) => join(folder, name),
    write: (name, text) => writeFile(join(folder, name), text),
    node: async (...args) => (await run(process.execPath, args, { cwd: folder, env: bare() })).stdout,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await project.write(
    'package.json',
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: {
        'connection-embed': `file:${tarball}`,
        react: '^18.3.1',
        'react-dom': '^18.3.1',
        vue: await installed('vue'),
        '@types/react': '^18.3.0',
        '@types/react-dom': '^18.3.0',
      },
    }),
  );
  await npm(['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  return project;
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await run('npm', args, { cwd, env: bare(), shell: process.platform === 'win32' });
  return stdout;
}

/** Without what npm tells the scripts it runs, which would make an inner npm work on this package. */
function bare(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_(package|lifecycle|command)|INIT_CWD|NODE_)/.test(name)),
  );
}

/** The version this package is developed with, which an earlier install has left in npm's cache. */
async function installed(name: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'));
  return version;
}

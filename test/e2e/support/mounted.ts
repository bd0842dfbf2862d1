import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.js';

/** A product of `demo/mounting` in a process of its own, with the connection server in it. */
export interface Mounted {
  readonly url: string;
  /** All it wrote so far. */
  printed(): string;
  /** Asks it to end, as a container's runtime does; answers its exit code. */
  stop(): Promise<number | null>;
  /** For the end of a test, whatever it came to. */
  remove(): Promise<void>;
}

/** Starts one of the files, as its first comment says. The package has to be built. */
export async function startFile(name: string): Promise<Mounted> {
  return await start(['--import', 'tsx', `demo/mounting/${name}.ts`], { remove: async () => {} });
}

/**
 * Builds and starts the Next.js project in a copy of its own that has the package installed, as it would be published. It
 * lies within this folder, because Next looks for modules in and below the folder of the nearest lock file only.
 */
export async function startNext(): Promise<Mounted> {
  await mkdir('test/.artifacts', { recursive: true });
  const folder = await mkdtemp('test/.artifacts/next-');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await cp('demo/mounting', folder, { recursive: true });
    // A package of its own: in this one the name `connection-embed` means this one.
    await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    const installed = join(folder, 'node_modules/connection-embed');
    await cp('dist', join(installed, 'dist'), { recursive: true });
    await cp('package.json', join(installed, 'package.json'));
    const next = ['node_modules/next/dist/bin/next'];
    const building = run([...next, 'build', join(folder, 'next')], { env: {} });
    if ((await building.ended) !== 0) throw new Error(building.printed());
    return await start([...next, 'start', join(folder, 'next')], { remove });
  } catch (error) {
    await remove();
    throw error;
  }
}

async function start(args: readonly string[], { remove }: { remove: () => Promise<void> }): Promise<Mounted> {
  const port = await freePorts(1);
  const data = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const product = run(args, {
    env: {
      PORT: `${port}`,
      DATABASE_URL: `file:${join(data, 'connections.db')}`,
      CONNECTION_EMBED_SECRET: 'canary-secret-of-the-connection-server',
      PRODUCT_SECRET: 'canary-secret-of-the-product',
    },
  });
  const mounted: Mounted = {
    url: `http://localhost:${port}`,
    printed: product.printed,
    async stop() {
      product.child.kill('SIGTERM');
      return await product.ended;
    },
    async remove() {
      product.child.kill('SIGKILL');
      await product.ended;
      await rm(data, { recursive: true, force: true });
      await remove();
    },
  };
  try {
    await answers(product, `${mounted.url}/connect/health`);
    return mounted;
  } catch (error) {
    await mounted.remove();
    throw error;
  }
}

type Running = ReturnType<typeof run>;

function run(args: readonly string[], { env }: { env: Record<string, string> }) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return {
    child,
    printed: () => output,
    ended: once(child, 'close').then(([code]): number | null => code),
  };
}

/** Asks until somebody answers, or whoever should has ended or says that it cannot. */
async function answers({ child, printed }: Running, url: string): Promise<void> {
  while (child.exitCode === null && !printed().includes('start-failed')) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise(setImmediate);
  }
  throw new Error(`it ended before it answered: ${printed()}`);
}

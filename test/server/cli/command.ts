import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { program } from '../../support/program.js';

type Env = Readonly<Record<string, string>>;

/** A command that runs, and all it has said so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when it has said `words`; fails when it ends before. */
  says(words: string): Promise<void>;
  /** Resolves with its exit code, or null when a signal ended it. */
  ended(): Promise<number | null>;
}

/**
 * The command line in a folder of its own, with nothing of this machine's environment but the path: real processes, which
 * are gone when `close` resolves.
 */
export async function startDesk() {
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const entry = await program('src/server/cli/index.ts');
  const children: Running[] = [];

  function run(args: readonly string[], env: Env = {}): Running {
    const child = spawn(process.execPath, [entry, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += String(text)));
    child.stderr.on('data', (text) => (stderr += String(text)));
    // Not `exit`: what it said last is still on its way then.
    const closed = once(child, 'close').then(([code]) => code as number | null);
    const running: Running = {
      child,
      stdout: () => stdout,
      stderr: () => stderr,
      ended: () => closed,
      async says(words) {
        while (!(stdout + stderr).includes(words)) {
          if (child.exitCode !== null) assert.fail(`it ended without saying ${words}:\n${stdout}${stderr}`);
          await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), closed]);
        }
      },
    };
    children.push(running);
    return running;
  }

  return {
    folder,
    run,
    /** Runs a command to its end. */
    async done(args: readonly string[], env?: Env) {
      const running = run(args, env);
      const code = await running.ended();
      return { code, stdout: running.stdout(), stderr: running.stderr() };
    },
    /** Runs `serve` until it listens. */
    async serve(args: readonly string[] = [], env?: Env): Promise<Running> {
      const running = run(['serve', ...args], env);
      await running.says('listens on port');
      return running;
    },
    /** Everything that was said by all of them. */
    said: () => children.map(({ stdout, stderr }) => stdout() + stderr()).join('\n'),
    async close() {
      for (const { child } of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await Promise.all(children.map(({ ended }) => ended()));
      await rm(folder, { recursive: true });
    },
  };
}

export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** As a module specifier for a configuration file that is written elsewhere. */
export const serverModule = async (): Promise<string> => pathToFileURL(await program('src/server/index.ts')).href;

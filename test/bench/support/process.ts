import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { freePorts } from '../../e2e/support/ports.js';

/** A program of the bench in a process of its own. */
export interface Running {
  readonly origin: string;
  /** From its start to its first answer, in milliseconds. */
  readonly boot: number;
  /** Memory it holds, in bytes. */
  resident(): Promise<number>;
  /** Processor time it has used so far, in milliseconds; NaN where the system does not tell. */
  used(): Promise<number>;
  /** Ends it by SIGTERM; answers how many milliseconds that took. */
  stop(): Promise<number>;
}

/** Starts `node ...args` with a port to listen on in `PORT`, and waits for its answer at `/health`. */
export async function startProcess(args: readonly string[], env: Record<string, string> = {}): Promise<Running> {
  const port = await freePorts(1);
  const origin = `http://localhost:${port}`;
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', PORT: `${port}`, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = once(child, 'close');
  const giveUp = () => child.kill('SIGKILL');
  process.once('exit', giveUp);
  while (
    !(await fetch(`${origin}/health`).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended before it answered: ${complaint}`);
  }
  const boot = performance.now() - start;
  return {
    origin,
    boot,
    resident: () => residentBytes(child.pid ?? 0),
    used: () => usedMilliseconds(child.pid ?? 0),
    async stop() {
      const asked = performance.now();
      child.kill('SIGTERM');
      await ended;
      process.off('exit', giveUp);
      return performance.now() - asked;
    },
  };
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  const kilobytes = status
    ? /VmRSS:\s*(\d+)/.exec(status)?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' });
  return Number(kilobytes) * 1024;
}

/** Linux counts user and system time in hundredths of a second, the 14th and 15th field (proc_pid_stat(5)). */
async function usedMilliseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

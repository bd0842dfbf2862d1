import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const API_KEY = 'canary-api-key-0123456789abcdef';
export const PAGE = 'http://localhost:4000';

/** A server in a process of its own, with one integration (`trusting`) whose form takes any `API token`. */
export interface ServerProcess {
  readonly url: string;
  /** Everything it printed. */
  printed(): string;
  close(): Promise<void>;
}

/** Starts one over `database`. @throws Error with what it printed when it does not start */
export async function startServerProcess(
  database: string,
  { secrets = ['canary-server-secret-0123456789abcdef'] }: { readonly secrets?: readonly string[] } = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify({ database, secrets })], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: '' },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = once(child, 'close');
  while (!/^http.*\n/m.test(printed)) {
    await Promise.race([once(child.stdout, 'data'), ended]);
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(printed);
  }
  return {
    url: /^http.*$/m.exec(printed)?.[0] ?? '',
    printed: () => printed,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

const program = fileURLToPath(new URL('server-program.ts', import.meta.url));

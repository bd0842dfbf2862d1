import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { OAuthProvider } from '../../../src/server/oauth/index.js';
import { program } from '../../support/program.js';

export const API_KEY = 'canary-api-key-0123456789abcdef';
export const PAGE = 'http://localhost:4000';
export const CALLBACK = 'http://localhost:4001/oauth/code/harbor';

/**
 * A server in a process of its own, with one integration (`trusting`) whose form takes any `API token`, and another one
 * (`harbor`) where a provider is given: that leads back to {@link CALLBACK}.
 */
export interface ServerProcess {
  readonly url: string;
  /** Everything it printed. */
  printed(): string;
  close(): Promise<void>;
}

export interface ServerProcessOptions {
  readonly secrets?: readonly string[];
  readonly oauth?: OAuthProvider;
}

/** Starts one over `database`. @throws Error with what it printed when it does not start */
export async function startServerProcess(
  database: string,
  { secrets = ['canary-server-secret-0123456789abcdef'], oauth }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const file = await program('test/server/support/server-program.ts');
  const child = spawn(process.execPath, [file, JSON.stringify({ database, secrets, oauth })], {
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

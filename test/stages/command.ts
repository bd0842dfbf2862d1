import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import type { Tally } from './tally.js';

/** A program of the project as one test: it passes when it ends with 0. What it printed is shown when it does not. */
export async function command(program: string, args: readonly string[]): Promise<Tally> {
  const path = `node_modules/.bin${delimiter}${process.env['PATH'] ?? ''}`;
  const child = spawn(program, args, {
    env: { ...process.env, PATH: path, NO_COLOR: '1' },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return { passed: 1, failures: [] };
  return { passed: 0, failures: [`${program} ${args.join(' ')} ended with ${code}\n${output}`] };
}

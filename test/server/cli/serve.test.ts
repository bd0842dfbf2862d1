import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Attempt, CreatedAttempt, Session } from '../../../src/contract/index.js';
import { startAuthorizationServer } from '../support/authorization-server.js';

const cli = new URL('../../../src/server/cli/index.ts', import.meta.url).pathname;
const catalogue = new URL('../../../src/server/catalogue/index.ts', import.meta.url);

describe('connection-embed serve', () => {
  let folder: string;
  let port: number;
  let provider: Awaited<ReturnType<typeof startAuthorizationServer>>;
  const children: ChildProcess[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
    provider = await startAuthorizationServer();
    port = await freePort();
    await writeFile(
      join(folder, 'connection-embed.config.ts'),
      `import { defineIntegration } from ${JSON.stringify(pathToFileURL(catalogue.pathname).href)};
       export default {
         url: 'http://localhost:${port}',
         apiKeys: ['canary-api-key'],
         allowOrigins: ['${provider.origin}'],
         integrations: [defineIntegration({
           type: 'northwind', name: 'Northwind', categories: ['crm'],
           oauth: {
             client_id: 'client', client_secret: 'canary-client-secret',
             authorization_endpoint: '${provider.origin}/authorize',
             token_endpoint: '${provider.origin}/token',
             userinfo_endpoint: '${provider.origin}/userinfo',
           },
         })],
       };`,
    );
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await provider.close();
    await rm(folder, { recursive: true });
  });

  function run(...args: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], { cwd: process.cwd() });
    children.push(child);
    let output = '';
    child.stdout.on('data', (text) => (output += String(text)));
    child.stderr.on('data', (text) => (output += String(text)));
    return { child, output: () => output };
  }

  async function serve() {
    const config = join(folder, 'connection-embed.config.ts');
    const running = run('serve', '--config', config, '--data', join(folder, 'data'));
    while (!running.output().includes('listens on port')) {
      if (running.child.exitCode !== null) assert.fail(running.output());
      await Promise.race([once(running.child.stdout, 'data'), once(running.child, 'exit')]);
    }
    return running;
  }

  const at = (path: string) => `http://localhost:${port}${path}`;
  const origin = () => `http://localhost:${port}`;
  const json = { 'content-type': 'application/json' };

  async function begin() {
    const made = await fetch(at('/sessions'), {
      method: 'POST',
      headers: { ...json, authorization: 'canary-api-key' },
      body: JSON.stringify({ external_xref: 'ada' }),
    });
    const { token } = (await made.json()) as Session;
    const asked = await fetch(at('/oauth/attempts'), {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ integration_type: 'northwind' }),
    });
    const attempt = (await asked.json()) as CreatedAttempt;
    const started = await fetch(at('/oauth/start'), {
      method: 'POST',
      headers: { origin: origin() },
      body: new URLSearchParams({ ticket: attempt.ticket }),
    });
    const href = /href="([^"]+)"/.exec(await started.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    return { attempt, url: new URL(href), cookie: (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '' };
  }

  test('F25: killed while the user is at the provider and started again, it finishes the attempt with its own secret', async () => {
    const first = await serve();
    const { attempt, url, cookie } = await begin();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await serve();
    const code = provider.authorize(url);
    const state = url.searchParams.get('state') ?? '';
    const callback = await fetch(at(`/oauth/code/northwind?${new URLSearchParams({ state, code })}`), {
      headers: { cookie },
    });
    assert.equal(callback.status, 200);
    const polled = await fetch(at(`/oauth/attempts/${attempt.id}`), {
      headers: { 'attempt-secret': attempt.poll_secret },
    });
    assert.equal(((await polled.json()) as Attempt).status, 'connected');
    assert.equal((await stat(join(folder, 'data', 'secret'))).mode & 0o777, 0o600);

    const other = (await begin()).attempt;
    const waiting = fetch(at(`/oauth/attempts/${other.id}?wait=25`), {
      headers: { 'attempt-secret': other.poll_secret },
    });
    await fetch(at('/health'));
    const from = performance.now();
    second.child.kill('SIGTERM');
    const [code_] = (await once(second.child, 'exit')) as [number];
    assert.equal(code_, 0);
    assert.equal(((await (await waiting).json()) as Attempt).status, 'started', 'F28: a held poll is answered');
    assert.ok(performance.now() - from < 5_000, 'stops within five seconds');

    const secret = (await readFile(join(folder, 'data', 'secret'), 'utf8')).trim();
    const output = first.output() + second.output();
    assert.match(output, /"route":"\/oauth\/code\/:type\?"/);
    for (const canary of ['canary-', secret, state, attempt.ticket, attempt.poll_secret])
      assert.ok(!output.includes(canary));
  });

  test('names what is missing in one sentence', async () => {
    const none = run('serve', '--config', join(folder, 'none.js'));
    const [code] = (await once(none.child, 'exit')) as [number];
    assert.equal(code, 1);
    assert.match(none.output(), /none\.js is not there/);
    const unknown = run('unknown');
    assert.equal(((await once(unknown.child, 'exit')) as [number])[0], 2);
    assert.match(unknown.output(), /connection-embed serve/);
  });

  test('makes no secret for a folder that has data of another', async () => {
    const other = join(folder, 'other');
    await (await import('node:fs/promises')).mkdir(other);
    await writeFile(join(other, 'connections.db'), 'something');
    const running = run('serve', '--config', join(folder, 'connection-embed.config.ts'), '--data', other);
    assert.equal(((await once(running.child, 'exit')) as [number])[0], 1);
    assert.match(running.output(), /has data but no secret/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

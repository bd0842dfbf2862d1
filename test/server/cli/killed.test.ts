import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Attempt, CreatedAttempt, Session } from '../../../src/contract/index.js';
import { startAuthorizationServer } from '../support/authorization-server.js';
import { type Desk, freePort, serverModule, startDesk } from './command.js';

const KEY = 'canary-api-key';

describe('connection-embed serve, ended or killed', () => {
  let desk: Desk;
  let port: number;
  let provider: Awaited<ReturnType<typeof startAuthorizationServer>>;

  before(async () => {
    desk = await startDesk();
    provider = await startAuthorizationServer();
    port = await freePort();
    await writeFile(
      join(desk.folder, 'sign-in.config.mjs'),
      `import { defineIntegration } from ${JSON.stringify(await serverModule())};
       export default {
         url: 'http://localhost:${port}',
         apiKeys: ['${KEY}'],
         allowOrigins: ['${provider.origin}'],
         now: () => Date.now() + Number(process.env.AHEAD ?? 0),
         integrations: [defineIntegration({
           type: 'northwind', name: 'Northwind', categories: ['crm'],
           oauth: {
             client_id: 'client', client_secret: 'canary-client-secret',
             authorization_endpoint: '${provider.origin}/authorize',
             token_endpoint: '${provider.origin}/token',
             userinfo_endpoint: '${provider.origin}/userinfo',
           },
         }), defineIntegration({
           type: 'lumen', name: 'Lumen', categories: ['messaging'], token: { names: ['API key'] },
         })],
       };`,
    );
  });
  after(async () => {
    await desk.close();
    await provider.close();
  });

  const serve = (data: string, env = {}) => desk.serve(['--config', 'sign-in.config.mjs', '--data', data], env);
  const at = (path: string) => `http://localhost:${port}${path}`;
  const json = { 'content-type': 'application/json' };

  async function create(): Promise<CreatedAttempt> {
    const made = await fetch(at('/sessions'), {
      method: 'POST',
      headers: { ...json, authorization: KEY },
      body: JSON.stringify({ external_xref: 'ada' }),
    });
    const { token } = (await made.json()) as Session;
    const asked = await fetch(at('/oauth/attempts'), {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ integration_type: 'northwind' }),
    });
    return (await asked.json()) as CreatedAttempt;
  }

  /** A browser that stands at the provider. */
  async function begin() {
    const attempt = await create();
    const started = await fetch(at('/oauth/start'), {
      method: 'POST',
      headers: { origin: at('') },
      body: new URLSearchParams({ ticket: attempt.ticket }),
    });
    const href = /href="([^"]+)"/.exec(await started.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    return { attempt, url: new URL(href), cookie };
  }

  function callback({ url, cookie }: Awaited<ReturnType<typeof begin>>): Promise<Response> {
    const params = { state: url.searchParams.get('state') ?? '', code: provider.authorize(url) };
    return fetch(at(`/oauth/code/northwind?${new URLSearchParams(params)}`), { headers: { cookie } });
  }

  const poll = (attempt: CreatedAttempt, wait = 0) =>
    fetch(at(`/oauth/attempts/${attempt.id}?wait=${wait}`), { headers: { 'attempt-secret': attempt.poll_secret } });
  const statusOf = async (attempt: CreatedAttempt) => ((await (await poll(attempt)).json()) as Attempt).status;

  test('F25: killed while the user is at the provider and started again, it finishes the attempt with its own secret', async () => {
    const first = await serve('data');
    const begun = await begin();
    first.child.kill('SIGKILL');
    await first.ended();

    const second = await serve('data');
    assert.equal((await callback(begun)).status, 200);
    assert.equal(await statusOf(begun.attempt), 'connected');
    assert.equal((await stat(join(desk.folder, 'data', 'secret'))).mode & 0o777, 0o600);
    second.child.kill('SIGTERM');
    assert.equal(await second.ended(), 0);

    const secret = (await readFile(join(desk.folder, 'data', 'secret'), 'utf8')).trim();
    const output = first.stdout() + second.stdout() + first.stderr() + second.stderr();
    assert.match(output, /"route":"\/oauth\/code\/:type\?"/);
    const state = begun.url.searchParams.get('state') ?? '';
    for (const canary of ['canary-', secret, state, begun.attempt.ticket, begun.attempt.poll_secret])
      assert.ok(!output.includes(canary));
  });

  test('F26: killed in the middle of a token exchange, it says so after the restart, keeps no half row, and the next try works', async () => {
    const first = await serve('exchange');
    const begun = await begin();
    const release = provider.hold();
    const arrived = provider.held();
    const lost = callback(begun).then(
      () => 'answered',
      () => 'cut off',
    );
    await arrived;
    first.child.kill('SIGKILL');
    await first.ended();
    assert.equal(await lost, 'cut off');
    release();

    // An exchange has 30 s; the clock of the second one stands behind them.
    const second = await serve('exchange', { AHEAD: '31000' });
    assert.equal(await statusOf(begun.attempt), 'failed');
    const all = await fetch(at('/unified/connection'), { headers: { authorization: KEY } });
    assert.deepEqual(await all.json(), []);
    const again = await begin();
    assert.equal((await callback(again)).status, 200);
    assert.equal(await statusOf(again.attempt), 'connected');
    second.child.kill('SIGTERM');
    assert.equal(await second.ended(), 0);
  });

  test('F28: ended while 50 polls are held, it answers every one and is gone within five seconds', async () => {
    const server = await serve('polls');
    const attempt = await create();
    const polls = Array.from({ length: 50 }, async () => {
      const response = await poll(attempt, 25);
      return { status: response.status, body: (await response.json()) as { status: string } };
    });
    // Behind all of them on the same way, to the same row: when these are answered, those wait.
    for (let turn = 0; turn < 5; turn += 1) await Promise.all(Array.from({ length: 10 }, () => statusOf(attempt)));
    const from = performance.now();
    server.child.kill('SIGTERM');
    const answers = await Promise.all(polls);
    assert.equal(await server.ended(), 0);
    assert.ok(performance.now() - from < 5_000, 'it stops within five seconds');
    assert.equal(answers.length, 50);
    for (const { status, body } of answers) assert.deepEqual([status, body.status], [200, 'created']);
  });

  test('killed under a load of writes and started again, it has every connection that it ever acknowledged, whole', async () => {
    const first = await serve('load');
    const secret = (await readFile(join(desk.folder, 'load', 'secret'), 'utf8')).trim();
    const seen = await commandLine(first.child.pid ?? 0);
    const make = (token: string) =>
      fetch(at('/unified/connection'), {
        method: 'POST',
        headers: { ...json, authorization: KEY },
        body: JSON.stringify({ integration_type: 'lumen', external_xref: 'ada', auth: { token } }),
      });
    const acknowledged = new Map<string, string>();
    const enough = new Promise<void>((resolve) => {
      for (let writer = 0; writer < 8; writer += 1) void write(writer, resolve);
    });
    async function write(writer: number, tell: () => void): Promise<void> {
      for (let turn = 0; ; turn += 1) {
        const token = `canary-token-${writer}-${turn}`;
        const response = await make(token).catch(() => undefined);
        if (!response?.ok) return;
        acknowledged.set(((await response.json()) as { id: string }).id, token);
        if (acknowledged.size >= 60) tell();
      }
    }
    await enough;
    first.child.kill('SIGKILL');
    await first.ended();
    assert.ok(acknowledged.size >= 60);

    const second = await serve('load');
    for (const [id, token] of acknowledged) {
      const revealed = await fetch(at(`/connections/${id}/credentials`), {
        method: 'POST',
        headers: { authorization: KEY },
      });
      assert.equal(((await revealed.json()) as { token?: string }).token, token);
    }
    second.child.kill('SIGTERM');
    assert.equal(await second.ended(), 0);
    assert.match(seen, /cli\/index\.mjs.serve/, 'what everybody on the machine can see');
    const output = desk.said() + seen;
    for (const canary of ['canary-token', KEY, secret]) assert.ok(!output.includes(canary));
  });
});

/** What the process list shows of it. */
async function commandLine(pid: number): Promise<string> {
  const linux = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return linux ?? (await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])).stdout;
}

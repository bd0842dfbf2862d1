import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, it } from 'node:test';
import { program } from '../support/program.js';
import { nothingIn } from './support/canaries.js';
import { freePorts } from './support/ports.js';

const secrets = {
  CONNECTION_EMBED_SECRET: 'canary-server-secret-0123456789abcdef',
  CONNECTION_EMBED_API_KEY: 'canary-api-key-0123456789abcdef',
  CONNECTION_EMBED_WEBHOOK_SECRET: `whsec_${Buffer.from('canary-of-standard-webhooks').toString('base64')}`,
  HUBSPOT_CLIENT_ID: 'client-of-acme',
  HUBSPOT_CLIENT_SECRET: 'canary-client-secret-0123456789',
};
const kept = Object.entries(secrets).flatMap(([name, value]) => (name === 'HUBSPOT_CLIENT_ID' ? [] : [value]));

let cli: string;
before(async () => (cli = await program('src/server/cli/index.ts')));

let data: string;
let port: number;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  port = await freePorts(1);
});
const running = new Set<ReturnType<typeof run>>();
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  running.clear();
  await rm(data, { recursive: true });
});

/** The command line, with what it needs in its environment, as a container gives it. */
function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: {
      ...process.env,
      ...secrets,
      PORT: `${port}`,
      CONNECTION_EMBED_DATA: data,
      CONNECTION_EMBED_WEBHOOK_URL: `http://localhost:${port}/nobody`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const watch of watchers) watch();
    });
  }
  const ended = once(child, 'close').then(([code]): number | null => code);
  const started = {
    child,
    ended,
    printed: () => output,
    says: (words: string) =>
      new Promise<void>((resolve, reject) => {
        const watch = () => output.includes(words) && resolve();
        watchers.add(watch);
        void ended.then(() => reject(new Error(`it ended without "${words}": ${output}`)));
        watch();
      }),
  };
  running.add(started);
  return started;
}

/** What everybody on the machine can read of a process: its name and how it was called. */
function shown(pid: number): string {
  if (process.platform === 'linux') {
    return ['cmdline', 'comm', 'stat'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8')).join('\n');
  }
  return execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' });
}

it(
  'B52: serve shows no secret in its title or arguments, prints none, and keeps none in the clear',
  { skip: process.platform === 'win32' && 'nobody else sees a process there' },
  async () => {
    const served = run(['serve']);
    await served.says('listens on port');
    const pid = served.child.pid ?? 0;
    assert.ok(shown(pid).includes('serve'));
    nothingIn([shown(pid)], 'secrets given', kept);

    const at = `http://localhost:${port}`;
    const ask = (path: string, authorization: string, body?: object) =>
      fetch(at + path, {
        method: body ? 'POST' : 'GET',
        headers: { authorization, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    const tokens = ['canary-imported-access-token-0123', 'canary-imported-refresh-token-0123'];
    const [access_token = '', refresh_token = ''] = tokens;
    const imported = await ask('/unified/connection', secrets.CONNECTION_EMBED_API_KEY, {
      integration_type: 'hubspot',
      permissions: [],
      categories: ['crm'],
      external_xref: 'ada',
      auth: { access_token, refresh_token, expires_in: 3600 },
    });
    assert.equal(imported.status, 200);
    const { id } = (await imported.json()) as { id: string };
    const revealed = await ask(`/connections/${id}/credentials`, secrets.CONNECTION_EMBED_API_KEY, {});
    assert.equal(((await revealed.json()) as { access_token: string }).access_token, access_token);
    assert.equal((await ask(`/unified/connection?${access_token}`, 'canary-wrong-api-key-0123456789')).status, 401);
    const broken = await fetch(`${at}/unified/connection`, {
      method: 'POST',
      headers: { authorization: secrets.CONNECTION_EMBED_API_KEY, 'content-type': 'application/json' },
      body: `{"auth":{"access_token":"${access_token}"`,
    });
    assert.equal(broken.status, 400);

    served.child.kill('SIGTERM');
    assert.equal(await served.ended, 0);
    const all = [...kept, ...tokens, 'canary-wrong-api-key-0123456789'];
    assert.match(served.printed(), /"route":"\/connections\/:id\/credentials"/);
    nothingIn([served.printed()], 'secrets', all);
    const files = await readdir(data);
    assert.ok(files.includes('connections.db'));
    for (const file of files) nothingIn([(await readFile(join(data, file))).toString('latin1')], 'secrets', all);
  },
);

it('B52: the secret that serve makes for itself stands in its own file alone, which nobody else can read', async () => {
  const served = run(['serve'], { CONNECTION_EMBED_SECRET: '' });
  await served.says('listens on port');
  const secret = (await readFile(join(data, 'secret'), 'utf8')).trim();
  if (process.platform !== 'win32') {
    assert.equal((await stat(join(data, 'secret'))).mode & 0o777, 0o600);
    nothingIn([shown(served.child.pid ?? 0)], 'the secret', [secret]);
  }
  served.child.kill('SIGTERM');
  await served.ended;
  nothingIn([served.printed()], 'the secret', [secret]);
  for (const file of (await readdir(data)).filter((name) => name !== 'secret')) {
    nothingIn([(await readFile(join(data, file))).toString('latin1')], 'the secret', [secret]);
  }
});

for (const args of [['serve'], ['check'], ['check', '--json'], ['keys', 'list'], ['audit']]) {
  it(`B52: ${args.join(' ')} names a database that cannot be reached without its password`, async () => {
    const unused = await freePorts(1);
    const password = 'canary-database-password-0123';
    const failed = run(args, { DATABASE_URL: `postgres://acme:${password}@127.0.0.1:${unused}/connections` });
    assert.notEqual(await failed.ended, 0);
    assert.ok(failed.printed().length > 0);
    nothingIn([failed.printed()], 'secrets', [...kept, password]);
  });
}

import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import express from 'express';
import { createConnectionServer, pipedrive, type ConnectionServer } from '../../src/server/index.js';
import { nodeHandler } from '../../src/server/node.js';

describe('nodeHandler', () => {
  let server: ConnectionServer;

  before(async () => {
    server = createConnectionServer({
      url: 'http://127.0.0.1/connect',
      database: ':memory:',
      secrets: ['0123456789abcdef0123456789abcdef'],
      integrations: [pipedrive()],
      apiKeys: ['an-api-key-of-the-test'],
      resolveUser: (_, { incoming }) => incoming.session?.userId,
      log: false,
    });
    await server.ready();
  });
  after(() => server.close());

  async function serving(listener: RequestListener, run: (origin: string) => Promise<void>) {
    const http = createServer(listener).listen(0, '127.0.0.1');
    await once(http, 'listening');
    try {
      await run(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    } finally {
      http.closeAllConnections();
      http.close();
    }
  }

  const keyed = { authorization: 'an-api-key-of-the-test', 'content-type': 'application/json' };

  test('answers under node:http', () =>
    serving(nodeHandler(server), async (origin) => {
      const list = (await (
        await fetch(`${origin}/connect/unified/integration`, { headers: keyed })
      ).json()) as unknown[];
      assert.equal(list.length, 1);
      assert.equal((await fetch(`${origin}/unified/integration`, { headers: keyed })).status, 404);
    }));

  test('is mounted in Express behind a body parser, and resolveUser sees the Express session', async () => {
    const app = express();
    app.use(express.json(), express.urlencoded());
    app.use((request, _response, next) => {
      Object.assign(request, { session: { userId: 'ada' } });
      next();
    });
    app.use('/connect', nodeHandler(server));
    await serving(app, async (origin) => {
      const made = await fetch(`${origin}/connect/sessions`, {
        method: 'POST',
        headers: keyed,
        body: '{"external_xref":"grace"}',
      });
      assert.equal(made.status, 200, 'the parsed body arrives');
      const own = await fetch(`${origin}/connect/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1' },
        body: '{}',
      });
      const { token } = (await own.json()) as { token: string };
      assert.equal(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub, 'ada');
      const form = await fetch(`${origin}/connect/oauth/start`, {
        method: 'POST',
        headers: { origin: 'http://127.0.0.1' },
        body: new URLSearchParams({ ticket: 'not.ours' }),
      });
      assert.match(await form.text(), /invalid_request/, 'the parsed form arrives');
    });
  });
});

describe('createConnectionServer', () => {
  const good = { secrets: ['0123456789abcdef0123456789abcdef'], integrations: [], database: ':memory:' };

  test('names the option that is wrong, at once', () => {
    const wrong = (options: object, message: RegExp) =>
      assert.throws(
        () => createConnectionServer({ ...good, ...options }),
        (error: Error) => message.test(error.message),
      );
    wrong({ secrets: [undefined] }, /`secrets`.*CONNECTION_EMBED_SECRET/);
    wrong({ url: 'http://app.example.com' }, /`url` must be https/);
    wrong({ url: 'app.example.com' }, /`url` is not/);
    wrong({ url: 'https://user:pw@app.example.com' }, /`url` is not/);
    wrong({ origins: ['https://app.example.com/'] }, /`origins`.*app\.example\.com\//);
    wrong({ origins: ['*'] }, /`origins`/);
    wrong({ url: 'https://app.example.com', allowOrigins: ['http://10.0.0.1'] }, /`allowOrigins`/);
    wrong({ integrations: undefined }, /`integrations` or `vault`/);
    wrong({ secrets: ['short'] }, /`secrets` holds one of fewer than 32 characters/);
    wrong({ secrets: undefined }, /`secrets` is a list/);
    wrong({ secrets: 'a-string' }, /`secrets` is a list/);
    for (const trustProxy of [Number(undefined), -1, 0.5, Infinity, '1', true])
      wrong({ trustProxy }, /`trustProxy` is/);
    wrong({ allowOrigins: ['http://localhost:1/x'] }, /`allowOrigins\[0\]` is "http:\/\/localhost:1\/x"/);
    wrong({ apiKeys: ['a-key-of-the-test', 'short'] }, /`apiKeys\[1\]`/);
    wrong({ integrations: [{}] }, /type is missing/);
    for (const name of ['resolveUser', 'onEvent', 'clientAddress', 'now']) {
      wrong({ [name]: 'x' }, new RegExp(`^\`${name}\` is no function`));
    }
    for (const log of [true, 'x', {}]) wrong({ log }, /`log` is a function, or false/);
    wrong({ publicList: 'no' }, /`publicList` is no boolean/);
    wrong({ database: 7 }, /`database` is no string/);
    wrong({ resolveuser: () => 'x' }, /no option `resolveuser`/);
    // @ts-expect-error as a JavaScript user may call it
    assert.throws(() => createConnectionServer(), /options as an object/);
  });

  test('names the option that an environment variable was to fill which is not set', () => {
    const unset = process.env['NOT_SET'];
    const wrong = (options: object, message: RegExp) =>
      assert.throws(() => createConnectionServer({ ...good, ...options }), { name: 'TypeError', message });
    for (const name of ['apiKeys', 'origins', 'redirects', 'permissions', 'allowOrigins', 'webhooks', 'integrations']) {
      for (const empty of [unset, '']) wrong({ [name]: [empty] }, new RegExp(`^\`${name}\\[0\\]\` is empty`));
      wrong({ [name]: 'a text' }, new RegExp(`^\`${name}\` is a list`));
    }
    wrong({ apiKeys: ['an-api-key-of-the-test', { key: unset }] }, /^`apiKeys\[1\]\.key` is empty/);
    for (const name of ['url', 'secret']) {
      const webhook = { url: 'https://hooks.example.com', secret: `whsec_${'A'.repeat(32)}`, [name]: unset };
      wrong({ webhooks: [webhook] }, new RegExp(`\`webhooks\\[0\\]\\.${name}\``));
    }
  });

  test('answers 503 while its database cannot be opened, and ready() says why', async () => {
    const log: unknown[] = [];
    const server = createConnectionServer({
      ...good,
      database: 'file:/dev/null/folder/x.db',
      log: (entry) => log.push(entry),
    });
    await assert.rejects(server.ready());
    const response = await server.fetch(new Request('http://localhost:4001/health'));
    assert.equal(response.status, 503);
    assert.equal(log.length, 1);
    await server.close();
  });

  test('refuses a database that was sealed with other secrets', async () => {
    const { mkdtemp, rm } = await import('node:fs/promises');
    const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
    const database = `file:${folder}/x.db`;
    const first = createConnectionServer({ ...good, database, log: false });
    await first.ready();
    await first.close();
    const second = createConnectionServer({ ...good, secrets: ['f'.repeat(32)], database, log: false });
    await assert.rejects(second.ready(), /secret/i);
    await second.close();
    await rm(folder, { recursive: true });
  });
});

test('F43: a database that refuses a statement is store_unavailable, logged without what it said', async () => {
  const { openStore } = await import('../../src/server/store/index.js');
  const { mkdtemp, rm } = await import('node:fs/promises');
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const database = `file:${folder}/x.db`;
  const log: unknown[] = [];
  const server = createConnectionServer({
    secrets: ['0123456789abcdef0123456789abcdef'],
    integrations: [pipedrive()],
    database,
    log: (entry) => log.push(entry),
  });
  await server.ready();
  const { db, close } = await openStore(database);
  await db.schema.dropTable('attempt').execute();
  await close();
  const response = await server.fetch(
    new Request('http://localhost:4001/oauth/attempts/x', { headers: { 'attempt-secret': 'canary-secret' } }),
  );
  assert.equal(response.status, 503);
  assert.equal(((await response.json()) as { code: string }).code, 'store_unavailable');
  assert.match(JSON.stringify(log), /SQLITE_ERROR/);
  assert.doesNotMatch(JSON.stringify(log), /no such table|canary/);
  await server.close();
  await rm(folder, { recursive: true });
});

test('F43: work goes on after a round that the database refused, and says so in the log', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { openStore } = await import('../../src/server/store/index.js');
  const { mkdtemp, rm } = await import('node:fs/promises');
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const database = `file:${folder}/x.db`;
  const log: { event: string; code?: string }[] = [];
  const server = createConnectionServer({
    secrets: ['0123456789abcdef0123456789abcdef'],
    integrations: [pipedrive()],
    database,
    log: (entry) => log.push(entry),
  });
  await server.ready();
  const { db, close } = await openStore(database);
  await db.schema.alterTable('connection').renameTo('away').execute();
  const stop = new AbortController();
  const working = server.work({ signal: stop.signal });
  const said = async (count: number) => {
    while (log.filter(({ event }) => event === 'work-failed').length < count) await new Promise(setImmediate);
  };
  await said(1);
  context.mock.timers.tick(5_000);
  await said(2);
  assert.equal(log[0]?.code, 'store_unavailable');
  await db.schema.alterTable('away').renameTo('connection').execute();
  stop.abort();
  await working;
  await server.work({ once: true });
  await close();
  await server.close();
  await rm(folder, { recursive: true });
});

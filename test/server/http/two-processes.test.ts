import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openStore } from '../../../src/server/store/index.js';
import { databases, type TestDatabase } from '../support/databases.js';
import { API_KEY, PAGE, type ServerProcess, startServerProcess } from '../support/server-process.js';

for (const engine of databases) {
  describe(`two processes on one database of ${engine.name}`, () => {
    let database: TestDatabase;
    let servers: ServerProcess[];

    before(async () => {
      database = await engine.open();
      servers = await Promise.all([startServerProcess(database.url), startServerProcess(database.url)]);
    });
    after(async () => {
      await Promise.all(servers.map((server) => server.close()));
      await database.close();
    });

    const post = (at: number, path: string, value: unknown, headers: Record<string, string>) =>
      fetch(servers[at % servers.length]!.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body: JSON.stringify(value),
      });

    test('F44: of 400 connections that were acknowledged all are there, and nobody heard of a lock', async () => {
      const made = new Set<string>();
      const make = async (at: number): Promise<void> => {
        const auth = { token: `canary-token-${at}` };
        const body = { integration_type: 'trusting', external_xref: `user-${at}`, auth };
        const response = await post(at, '/unified/connection', body, { authorization: API_KEY });
        const text = await response.text();
        assert.equal(response.status, 200, text);
        made.add((JSON.parse(text) as { id: string }).id);
      };
      // Forty at a time, so that both processes always have several to write.
      for (let from = 0; from < 400; from += 40) {
        await Promise.all(Array.from({ length: 40 }, (_, i) => make(from + i)));
      }
      const { db, close } = await openStore(database.url);
      const rows = await db.selectFrom('connection').select('id').execute();
      await close();
      assert.deepEqual(rows.map(({ id }) => id).sort(), [...made].sort());
      assert.equal(made.size, 400);
      for (const server of servers) assert.doesNotMatch(server.printed(), /store_unavailable|internal_error|canary/);
    });

    test('B51: the limit of an end user holds over both, and who is past it is told when to come again', async () => {
      const sessions = await post(0, '/sessions', { external_xref: 'ada', origin: PAGE }, { authorization: API_KEY });
      const { token } = (await sessions.json()) as { token: string };
      const headers = { authorization: `Bearer ${token}`, origin: PAGE };
      const body = { integration_type: 'trusting', auth: { token: 'canary-token' } };
      const replies = await Promise.all(
        Array.from({ length: 30 }, (_, at) => post(at, '/unified/connection', body, headers)),
      );
      assert.equal(replies.filter(({ status }) => status === 200).length, 10);
      for (const reply of replies.filter(({ status }) => status !== 200)) {
        assert.equal(reply.status, 429);
        assert.ok(Number(reply.headers.get('retry-after')) > 0);
      }
    });

    test('the same key sent to both at once makes one connection', async () => {
      const key = { 'idempotency-key': randomUUID(), authorization: API_KEY };
      const body = { integration_type: 'trusting', external_xref: 'once', auth: { token: 'canary-token' } };
      const send = async (at: number): Promise<unknown> => {
        const reply = await post(at, '/unified/connection', body, key);
        if (reply.status === 409) return send(at);
        assert.equal(reply.status, 200);
        return ((await reply.json()) as { id: string }).id;
      };
      const ids = await Promise.all(Array.from({ length: 6 }, (_, at) => send(at)));
      assert.equal(new Set(ids).size, 1);
    });

    test('F45: a third one with another secret, or none, does not start and writes nothing', async () => {
      const { db, close } = await openStore(database.url);
      const before = await db.selectFrom('seal_check').selectAll().execute();
      const wrong = [['canary-another-secret-0123456789abcdef'], []];
      const refusals = wrong.map((secrets) => startServerProcess(database.url, { secrets }));
      for (const refusal of await Promise.allSettled(refusals)) {
        assert.equal(refusal.status, 'rejected');
        assert.match(String(refusal.reason), /`secrets`/);
        assert.doesNotMatch(String(refusal.reason), /canary/);
      }
      assert.deepEqual(await db.selectFrom('seal_check').selectAll().execute(), before);
      await close();
    });
  });
}

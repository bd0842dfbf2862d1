import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databases, postgres } from '../support/databases.js';
import { openLine } from '../support/line.js';
import { KEY, startHarness } from './harness.js';

test(
  'while PostgreSQL is away every answer is a 503 that names no reason, and when it is back so is the server',
  { skip: !databases.includes(postgres) },
  async () => {
    const database = await postgres.open();
    const line = await openLine(database.url);
    const harness = await startHarness({ database: line.url });
    const list = () => harness.ask('/unified/connection', { headers: { authorization: KEY } });
    assert.equal((await list()).status, 200);
    await line.cut();
    for (const asked of [
      list(),
      list(),
      harness.ask('/unified/integration', { headers: { authorization: 'ce_canary' } }),
    ]) {
      const reply = await asked;
      assert.equal(reply.status, 503);
      assert.equal(((await reply.json()) as { code: string }).code, 'store_unavailable');
    }
    await line.repair();
    assert.equal((await list()).status, 200);
    assert.match(harness.everythingSaid(), /store_unavailable/);
    assert.doesNotMatch(harness.everythingSaid(), /canary/);
    await harness.close();
    await line.close();
    await database.close();
  },
);

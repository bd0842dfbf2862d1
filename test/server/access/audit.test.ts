import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAudit } from '../../../src/server/access/index.js';
import { createGround } from './clock.js';

test('every entry is kept, with its moment and an id of its own', async () => {
  const { db, close, now, advance } = await createGround();
  const audit = createAudit({ db, now });
  const start = now();
  await audit.record({
    actor: 'key:1a2b3c4d',
    action: 'credentials.read',
    subject: 'id-1',
    result: 'ok',
    request_id: 'r-1',
  });
  advance(1);
  await audit.record({ actor: 'server', action: 'attempt.purged', result: 'ok' });
  const rows = await db.selectFrom('audit').selectAll().orderBy('at').execute();
  assert.deepEqual(
    rows.map((row) => ({ ...row, id: undefined })),
    [
      {
        id: undefined,
        at: start,
        actor: 'key:1a2b3c4d',
        action: 'credentials.read',
        subject: 'id-1',
        result: 'ok',
        request_id: 'r-1',
      },
      {
        id: undefined,
        at: start + 1000,
        actor: 'server',
        action: 'attempt.purged',
        subject: null,
        result: 'ok',
        request_id: null,
      },
    ],
  );
  assert.equal(new Set(rows.map((row) => row.id)).size, 2);
  await close();
});

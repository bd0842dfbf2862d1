import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createKeyring, openStore, verifySecrets } from '../../../src/server/store/index.js';
import { databases, type Engine } from '../support/databases.js';
import { isConnectionError } from './errors.js';
import { connectionRow } from './rows.js';

const one = 'first--secret-of-at-least-32-characters';
const two = 'second-secret-of-at-least-32-characters';
const three = 'third--secret-of-at-least-32-characters';

for (const engine of databases) {
  describe(engine.name, () => {
    test('the first start writes a check row, later ones with the same secret change nothing', async () => {
      const { db, start, close } = await open(engine);
      await start(one);
      const rows = await db.selectFrom('seal_check').selectAll().execute();
      assert.equal(rows.length, 1);
      await start(one);
      assert.deepEqual(await db.selectFrom('seal_check').selectAll().execute(), rows);
      await close();
    });

    test('F45: a wrong secret is refused at start by the name of its option, and writes nothing', async () => {
      const { db, start, close } = await open(engine);
      await start(one);
      const rows = await db.selectFrom('seal_check').selectAll().execute();
      await assert.rejects(start(two), isConnectionError('internal_error', /`secrets`/));
      assert.deepEqual(await db.selectFrom('seal_check').selectAll().execute(), rows);
      await close();
    });

    test('a rotation is accepted with the old secret beside the new one', async () => {
      const { start, close } = await open(engine);
      await start(one);
      await start(two, one);
      await start(two, one);
      await close();
    });

    test('a retired secret may be left out only once nothing is sealed by it', async () => {
      const { db, start, close } = await open(engine);
      await start(one);
      await start(two, one);
      const sealed = await (await createKeyring([one])).seal('canary', ['connection', 'x']);
      await db.insertInto('connection').values(connectionRow({ sealed })).execute();
      await assert.rejects(start(two), isConnectionError('internal_error', /`secrets`/));
      const resealed = await (await createKeyring([two])).seal('canary', ['connection', 'x']);
      await db.updateTable('connection').set({ sealed: resealed }).execute();
      await start(two);
      await assert.rejects(start(three), isConnectionError('internal_error', /`secrets`/));
      await assert.rejects(start(one), isConnectionError('internal_error', /`secrets`/));
      await close();
    });
  });
}

async function open(engine: Engine) {
  const database = await engine.open();
  const { db, close } = await openStore(database.url);
  const start = async (...secrets: string[]) => verifySecrets(db, await createKeyring(secrets));
  return { db, start, close: () => close().then(database.close) };
}

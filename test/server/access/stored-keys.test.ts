import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApiKeys, createStoredKey, listStoredKeys, revokeStoredKey } from '../../../src/server/access/index.js';
import { databases } from '../support/databases.js';
import { createGround } from './clock.js';

const option = 'canary-option-key-0123456789';

for (const engine of databases) {
  describe(engine.name, () => {
    test('a key that was made counts at once in every process, beside those of the option', async () => {
      const { db, beside, now, close } = await createGround(engine);
      const other = createApiKeys({ db: await beside(), keys: [option] });
      const { id, key } = await createStoredKey(db, { name: 'importer', scopes: ['connections'], now: now() });
      assert.deepEqual(await other.check(key), { id, name: 'importer', scopes: ['connections'] });
      assert.ok(await other.check(option));
      for (const wrong of [key.slice(0, -1), `${key}x`, key.slice('ce_'.length), key.toUpperCase(), 'ce_', '']) {
        assert.equal(await other.check(wrong), undefined);
      }
      await close();
    });

    test('a revoked key opens nothing from that moment on in any process, and is revoked once', async () => {
      const { db, beside, now, advance, close } = await createGround(engine);
      const other = createApiKeys({ db: await beside(), keys: [] });
      const kept = await createStoredKey(db, { scopes: ['connections', 'credentials'], now: now() });
      const lost = await createStoredKey(db, { scopes: ['connections'], now: now() });
      assert.ok(await other.check(lost.key));
      advance(60);
      const revocations = await Promise.all([1, 2, 3].map(() => revokeStoredKey(db, lost.id, now())));
      assert.deepEqual(revocations.sort(), [false, false, true]);
      assert.equal(await other.check(lost.key), undefined);
      assert.deepEqual(await other.check(kept.key), { id: kept.id, scopes: ['connections', 'credentials'] });
      assert.equal(await revokeStoredKey(db, 'unknown', now()), false);
      await close();
    });

    test('the list names every key and when it ended, and neither it nor the database holds one', async () => {
      const { db, now, advance, close } = await createGround(engine);
      const first = await createStoredKey(db, { name: 'importer', scopes: ['connections'], now: now() });
      advance(60);
      const second = await createStoredKey(db, { scopes: ['credentials'], now: now() });
      await revokeStoredKey(db, first.id, now());
      const [start, end] = [now() - 60_000, now()].map((time) => new Date(time).toISOString());
      assert.deepEqual(await listStoredKeys(db), [
        { id: first.id, name: 'importer', scopes: ['connections'], created_at: start, revoked_at: end },
        { id: second.id, scopes: ['credentials'], created_at: end },
      ]);
      const kept = JSON.stringify([await listStoredKeys(db), await db.selectFrom('api_key').selectAll().execute()]);
      for (const { key } of [first, second]) {
        assert.match(key, /^ce_[\w-]{43}$/);
        assert.ok(!kept.includes(key.slice('ce_'.length)));
      }
      await close();
    });
  });
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConnectionError } from '../../../src/contract/index.js';
import { createVouchers, purgeVouchers } from '../../../src/server/access/index.js';
import { createKeyring } from '../../../src/server/store/index.js';
import { databases, type Engine } from '../support/databases.js';
import { createGround, otherSecret, secret } from './clock.js';

const payload = { external_xref: 'canary-user', permissions: ['crm_contact_read'], success_redirect: undefined };
const carried = { external_xref: 'canary-user', permissions: ['crm_contact_read'] };

for (const engine of databases) {
  describe(engine.name, () => {
    test('what a voucher is good for is read from it as often as one likes, and by nobody on the way', async () => {
      const { vouchers, db, close } = await open(engine);
      const voucher = await vouchers.issue('link', payload, { seconds: 60 });
      for (let i = 0; i < 3; i += 1) {
        assert.deepEqual(await vouchers.read('link', voucher), { payload: carried, spent: false });
      }
      assert.match(voucher, /^[\w.-]+$/);
      assert.doesNotMatch(voucher + Buffer.from(voucher, 'base64url').toString('latin1'), /canary/);
      assert.deepEqual(await db.selectFrom('spent_voucher').selectAll().execute(), []);
      await close();
    });

    test('of many who spend it at once, in two processes, exactly one is first', async () => {
      const { vouchers, other, close } = await open(engine);
      const voucher = await vouchers.issue('link', payload, { seconds: 60 });
      const spendings = await Promise.all(
        Array.from({ length: 20 }, (_, i) => [vouchers, other][i % 2]!.spend('link', voucher)),
      );
      assert.equal(spendings.filter((opened) => opened?.spent === false).length, 1);
      for (const opened of spendings) assert.deepEqual(opened?.payload, carried);
      assert.equal((await other.read('link', voucher))?.spent, true);
      assert.equal((await vouchers.spend('link', voucher))?.spent, true);
      await close();
    });

    test('one that was forged, cut, sealed elsewhere or is for another purpose is nothing, and leaves no row', async () => {
      const { vouchers, keyring, db, now, close } = await open(engine);
      const voucher = await vouchers.issue('link', payload, { seconds: 60 });
      const [version, key, iv, text] = voucher.split('.') as [string, string, string, string];
      const stranger = createVouchers({ db, keyring: await createKeyring([otherSecret]), now });
      const forged = [
        '',
        'canary',
        '....',
        voucher.slice(0, -1),
        [version, key, iv, flip(text)].join('.'),
        [version, key, flip(iv), text].join('.'),
        await stranger.issue('link', payload, { seconds: 60 }),
        await vouchers.issue('hosted', payload, { seconds: 60 }),
        // Sealed by this server for the same purpose, but no voucher.
        await keyring.seal(JSON.stringify({ payload }), ['voucher', 'link']),
        await keyring.seal('not JSON', ['voucher', 'link']),
      ];
      for (const wrong of forged) {
        assert.equal(await vouchers.read('link', wrong), undefined, wrong);
        assert.equal(await vouchers.spend('link', wrong), undefined, wrong);
      }
      assert.deepEqual(await db.selectFrom('spent_voucher').selectAll().execute(), []);
      assert.equal((await vouchers.spend('link', voucher))?.spent, false);
      await close();
    });

    test('past its life it is nothing, and its row is forgotten only then', async () => {
      const { vouchers, db, now, advance, close } = await open(engine);
      const voucher = await vouchers.issue('link', payload, { seconds: 60 });
      await vouchers.spend('link', voucher);
      advance(59.999);
      await purgeVouchers(db, now());
      assert.equal((await vouchers.spend('link', voucher))?.spent, true);
      advance(0.001);
      assert.equal(await vouchers.read('link', voucher), undefined);
      assert.equal(await vouchers.spend('link', voucher), undefined);
      await purgeVouchers(db, now());
      assert.deepEqual(await db.selectFrom('spent_voucher').selectAll().execute(), []);
      await close();
    });

    test('one that was made before the secret was rotated still counts, and stays spent', async () => {
      const { vouchers, db, now, close } = await open(engine);
      const [spent, fresh] = await Promise.all([1, 2].map(() => vouchers.issue('link', payload, { seconds: 60 })));
      await vouchers.spend('link', spent!);
      const rotated = createVouchers({ db, keyring: await createKeyring([otherSecret, secret]), now });
      assert.equal((await rotated.spend('link', spent!))?.spent, true);
      assert.equal((await rotated.spend('link', fresh!))?.spent, false);
      const retired = createVouchers({ db, keyring: await createKeyring([otherSecret]), now });
      assert.equal(await retired.read('link', fresh!), undefined);
      await close();
    });
  });
}

test('none is issued that is not read, and what is longer is not even opened', async () => {
  const { vouchers, keyring, now, close } = await open();
  let last = '';
  let size = 5_700;
  const issue = (length: number) => vouchers.issue('link', 'x'.repeat(length), { seconds: 60 });
  const refused = (error: unknown): true => {
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.code, 'invalid_request');
    return true;
  };
  for (; ; size += 1) {
    const made = await issue(size).catch(refused);
    if (made === true) break;
    last = made;
  }
  assert.ok(last.length > 7_895 && last.length <= 7_900, String(last.length));
  assert.equal((await vouchers.read('link', last))?.spent, false);
  await assert.rejects(issue(50_000), refused);
  await assert.rejects(vouchers.issue('link', payload, { seconds: 60, longest: 100 }), refused);
  const sealed = JSON.stringify({ id: 'x', exp: now() + 60_000, payload: 'x'.repeat(6_000) });
  const over = await keyring.seal(sealed, ['voucher', 'link']);
  assert.equal(await vouchers.read('link', over), undefined);
  assert.equal(await vouchers.spend('link', over), undefined);
  await close();
});

async function open(engine?: Engine) {
  const ground = await createGround(engine);
  const { db, keyring, now, beside } = ground;
  const other = createVouchers({ db: await beside(), keyring, now });
  return { ...ground, vouchers: createVouchers({ db, keyring, now }), other };
}

function flip(part: string): string {
  return (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
}

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, bob, goodKey, openHouse } from './house.js';

/** What an intruder with the database in hand would set each column to. */
const swaps: [string, string, typeof ada][] = [
  ['external_xref', 'user-bob', bob],
  ['environment', 'Staging', { ...ada, environment: 'Staging' }],
  ['integration_type', 'trusting', ada],
  ['inputs', '{"subdomain":"evil"}', ada],
  ['id', '00000000-0000-4000-8000-000000000000', ada],
];

for (const engine of databases) {
  for (const [column, value, reader] of swaps) {
    test(`B56: over ${engine.name} a row whose ${column} was edited does not open, is audited, and harms no other`, async (context) => {
      const house = await openHouse({ engine });
      context.after(() => house.close());
      const create = (key: string) =>
        house.vault.create(ada, { integration_type: 'keyed', auth: { token: goodKey } }, { key });
      const { id } = await create('edited');
      const other = await create('other');
      await sql`update connection set ${sql.ref(column)} = ${value} where id = ${id}`.execute(house.db);
      const now = column === 'id' ? value : id;
      await failure(house.vault.credentials(reader, now), 'internal_error');
      assert.deepEqual(house.audited, [{ action: 'credentials.unseal_failed', subject: now, result: 'failed' }]);
      assert.deepEqual(await house.vault.credentials(ada, other.id), { token: goodKey });
      const listed = await house.vault.list(ada, {});
      assert.ok(listed.some((one) => one.id === other.id));
    });
  }
}

test('B56: credentials moved to another row do not open there', async (context) => {
  const house = await openHouse();
  context.after(() => house.close());
  const input = { integration_type: 'keyed', auth: { token: goodKey } };
  const mine = await house.vault.create(ada, input, { key: 'mine' });
  const theirs = await house.vault.create(bob, input, { key: 'theirs' });
  const { sealed } = await house.db
    .selectFrom('connection')
    .select('sealed')
    .where('id', '=', theirs.id)
    .executeTakeFirstOrThrow();
  await house.db.updateTable('connection').set({ sealed }).where('id', '=', mine.id).execute();
  await failure(house.vault.credentials(ada, mine.id), 'internal_error');
});

test('B52: no credential is in the bytes of the database, nor in any reply', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const house = await openHouse({ database: `file:${join(folder, 'connections.db')}` });
  context.after(async () => {
    await house.close();
    await rm(folder, { recursive: true });
  });
  const { vault } = house;
  const auth = { other_auth_info: ['acme', goodKey], token: 'canary-beside' };
  const paired = await vault.create(ada, { integration_type: 'paired', auth }, { key: 'canary-idempotency-key' });
  const request = await house.consent();
  const { connection } = await vault.complete(request);
  const { access_token = assert.fail('no token') } = (await vault.credentials(ada, connection.id)) ?? {};
  const replies = JSON.stringify([paired, connection, await vault.list(ada, {})]);
  const secrets = ['canary', access_token, request.params.get('code') ?? assert.fail('no code'), request.pending];
  const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'latin1')));
  await house.close();
  const left = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'latin1')));
  assert.ok(files.join('').includes(connection.id), 'these are the right files');
  for (const secret of secrets) {
    for (const text of [replies, ...files, ...left]) assert.equal(text.includes(secret), false);
  }
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openStore } from '../../../src/server/store/index.js';

const store = new URL('../../../src/server/store/index.ts', import.meta.url).href;

test('F44: a process that comes and goes leaves the log of one that opened the file twice where it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const file = join(folder, 'connections.db');
  const first = await openStore(`file:${file}`);
  const second = await openStore(`file:${file}`);
  await second.close();
  const code = `import(${JSON.stringify(store)}).then(async ({ openStore }) => {
    const { db, close } = await openStore(${JSON.stringify(`file:${file}`)});
    await db.insertInto('rate_limit').values({ key: 'a', points: 1, expires_at: 1 }).execute();
    await close();
  })`;
  await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), '-e', code]);
  assert.ok(existsSync(`${file}-wal`));
  assert.equal((await first.db.selectFrom('rate_limit').selectAll().execute()).length, 1);
  await first.close();
  await rm(folder, { recursive: true });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAudit, createStoredKey } from '../../../src/server/access/index.js';
import { columns, json, shown } from '../../../src/server/cli/say.js';
import { openStore } from '../../../src/server/store/index.js';
import { type TestDatabase, sqlite } from '../support/databases.js';
import { type Desk, startDesk } from './command.js';

/** Ends a line and begins a made-up one, clears the screen, names the window, turns the text around. */
const hostile =
  'x\n2026-01-01T00:00:00.000Z  operator  key.revoked\r\u001b[2J\u001b]0;owned\u0007\u009b2J\u2028\u2029\u202e\u2066\u200f';
const dangerous = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

describe('what others wrote', () => {
  let desk: Desk;
  let database: TestDatabase;
  const env = () => ({ DATABASE_URL: database.url, CONNECTION_EMBED_SECRET: 'canary-secret-0123456789abcdefghij' });
  before(async () => {
    desk = await startDesk();
    database = await sqlite.open();
    const { db, close } = await openStore(database.url);
    const now = Date.now();
    await createStoredKey(db, { name: hostile, scopes: ['connections'], now });
    const entry = { actor: `user:${hostile}`, action: 'connection.created', subject: hostile, result: 'done' };
    await createAudit({ db, now: () => now }).record(entry);
    await close();
  });
  after(async () => {
    await desk.close();
    await database.close();
  });

  test('forges no line of a table and drives no terminal', async () => {
    for (const [args, lines] of [
      [['audit'], 1],
      [['keys', 'list'], 2],
    ] as const) {
      const { stdout, stderr, code } = await desk.done(args, env());
      assert.equal(code, 0, stderr);
      assert.equal(stdout.trimEnd().split('\n').length, lines, stdout);
      assert.doesNotMatch(stdout + stderr, dangerous);
      assert.match(stdout, /x\\u\{a\}2026.*\\u\{1b\}\[2J.*\\u\{9b\}2J\\u\{2028\}\\u\{2029\}\\u\{202e\}/);
    }
  });

  test('reaches a machine letter by letter, and its terminal not at all', async () => {
    for (const args of [
      ['audit', '--json'],
      ['keys', 'list', '--json'],
    ]) {
      const { stdout } = await desk.done(args, env());
      assert.doesNotMatch(stdout, dangerous);
      assert.ok(JSON.stringify(JSON.parse(stdout)).includes(JSON.stringify(hostile).slice(1, -1)));
    }
  });
});

test('a text of any other kind is shown as it is, and aligned as it is shown', () => {
  for (const text of ['Zoë', '名前', '👩‍👩‍👧', 'a\\b', 'سلام']) assert.equal(shown(text), text);
  assert.equal(shown('\u0000\ud800'), '\\u{0}\\u{d800}');
  assert.equal(
    columns([
      ['\t', 'b'],
      ['a', 'c'],
    ]),
    '\\u{9}  b\na      c',
  );
  assert.deepEqual(JSON.parse(json({ a: ['\u009b\n'] }, { indent: 2 })), { a: ['\u009b\n'] });
});

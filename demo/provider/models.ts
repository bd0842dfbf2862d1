import Database from 'libsql';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as z from 'zod/mini';

const Row = z.object({ payload: z.string() });
const Payload = z.record(z.string(), z.unknown());

/** Keeps the provider's sessions, grants and tokens in a file, so that a refresh token outlives a restart. */
export async function openModels(path: string): Promise<{ adapter(model: string): Adapter; close(): void }> {
  const db = new Database(path);
  db.exec('pragma journal_mode = WAL');
  db.exec(`create table if not exists model (
    model text not null, id text not null, payload text not null, expires_at integer,
    uid text, user_code text, grant_id text, primary key (model, id))`);
  db.exec('create index if not exists model_grant on model (grant_id)');
  db.prepare('delete from model where expires_at < ?').run(Date.now());

  const find = (model: string, column: 'id' | 'uid' | 'user_code', value: string): AdapterPayload | undefined => {
    const row = db
      .prepare(`select payload from model where model = ? and ${column} = ? and (expires_at is null or expires_at > ?)`)
      .get(model, value, Date.now());
    return row ? Payload.parse(JSON.parse(Row.parse(row).payload)) : undefined;
  };

  return {
    close: () => void db.close(),
    adapter: (model) => ({
      async upsert(id, payload, expiresIn) {
        db.prepare('insert or replace into model values (?, ?, ?, ?, ?, ?, ?)').run(
          model,
          id,
          JSON.stringify(payload),
          expiresIn ? Date.now() + expiresIn * 1000 : null,
          payload.uid ?? null,
          payload.userCode ?? null,
          payload.grantId ?? null,
        );
      },
      find: async (id) => find(model, 'id', id),
      findByUid: async (uid) => find(model, 'uid', uid),
      findByUserCode: async (code) => find(model, 'user_code', code),
      async consume(id) {
        const payload = find(model, 'id', id);
        if (!payload) return;
        db.prepare('update model set payload = ? where model = ? and id = ?').run(
          JSON.stringify({ ...payload, consumed: Math.floor(Date.now() / 1000) }),
          model,
          id,
        );
      },
      async destroy(id) {
        db.prepare('delete from model where model = ? and id = ?').run(model, id);
      },
      async revokeByGrantId(grantId) {
        db.prepare('delete from model where grant_id = ?').run(grantId);
      },
    }),
  };
}

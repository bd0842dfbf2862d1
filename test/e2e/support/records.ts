import Database from 'libsql';
import { join } from 'node:path';
import { openStore } from '../../../src/server/store/index.js';
import type { RunningDemo } from './demo.js';

/** What the two databases of a running demo say, whatever its pages claim. */
export interface Records {
  connections(): Promise<{ integration_type: string; external_xref: string | null }[]>;
  connectionIds(): Promise<string[]>;
  attempts(): Promise<{ id: string; status: string; code: string | null; external_xref: string }[]>;
  /** How many access tokens the provider has given out: one for each code that was exchanged. */
  tokensGiven(): number;
  /** Has the time of every attempt be over. */
  expireAttempts(): Promise<void>;
  /** Takes every connection away, so that the next test counts from none. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openRecords({ data }: Pick<RunningDemo, 'data'>): Promise<Records> {
  const { db, close } = await openStore(`file:${join(data, 'connections.db')}`);
  const provider = new Database(join(data, 'provider.db'), { readonly: true });
  return {
    connections: () => db.selectFrom('connection').select(['integration_type', 'external_xref']).execute(),
    connectionIds: async () => (await db.selectFrom('connection').select('id').execute()).map(({ id }) => id),
    attempts: () => db.selectFrom('attempt').select(['id', 'status', 'code', 'external_xref']).execute(),
    tokensGiven: () => {
      const row = provider.prepare("select count(*) as given from model where model = 'AccessToken'").get();
      return (row as { given: number }).given;
    },
    async expireAttempts() {
      await db.updateTable('attempt').set({ expires_at: 1 }).execute();
    },
    async clear() {
      await db.deleteFrom('connection').execute();
      await db.deleteFrom('attempt').execute();
    },
    async close() {
      provider.close();
      await close();
    },
  };
}

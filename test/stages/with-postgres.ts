import { startPostgres, type Postgres } from '../server/support/postgres.js';
import type { Tally } from './tally.js';

/**
 * Runs a stage whose tests want PostgreSQL: one server for all of them, named by `TEST_POSTGRES_URL`. On a machine that has
 * none the tests go on over SQLite alone, and that is one failure.
 */
export async function withPostgres(stage: () => Promise<Tally>): Promise<Tally> {
  if (process.env['TEST_POSTGRES_URL'] || process.env['TEST_DATABASES'] === 'sqlite') return stage();
  let server: Postgres | undefined;
  const failures: string[] = [];
  try {
    server = await startPostgres();
    process.env['TEST_POSTGRES_URL'] = server.url;
  } catch (error) {
    process.env['TEST_DATABASES'] = 'sqlite';
    failures.push(error instanceof Error ? error.message : String(error));
  }
  try {
    const tally = await stage();
    return { ...tally, failures: [...failures, ...tally.failures] };
  } finally {
    delete process.env['TEST_POSTGRES_URL'];
    await server?.close();
  }
}

import { type Dialect, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { PoolConfig } from 'pg';
import { ConnectionError } from '../../contract/index.js';
import { postgresDriver } from './postgres-driver.js';

/**
 * Opens PostgreSQL, or any server that speaks its protocol: with at most 10 connections, or as many as `?max=` of
 * the URL says, made when they are needed. `patient` waits for a statement however long it takes.
 *
 * @throws ConnectionError `store_unavailable` naming the option `database`, or the package that is missing.
 */
export async function openPostgres(url: string, { patient = false } = {}): Promise<Dialect> {
  const options = optionsOf(url, patient);
  const { Pool, TypeOverrides } = await loadPg();
  const types = new TypeOverrides();
  // Times, counts and sums are numbers, as SQLite gives them; for this pool alone, since `pg` may be the embedder's too.
  for (const type of [INT8, NUMERIC]) types.setTypeParser(type, Number);
  const pool = new Pool({ ...options, types });
  // Connections break at any moment, unused ones too. Whoever uses one hears of it by a rejection.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  return {
    createDriver: () => postgresDriver(pool),
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

const INT8 = 20;
const NUMERIC = 1700;

/** Milliseconds a statement, or a transaction between two of them, may take: others wait for what it holds. */
const STATEMENT_LIMIT = 15_000;
/** Milliseconds until a statement that nobody answers is given up: the network is gone, and nobody said so. */
const SILENCE_LIMIT = 20_000;
/** Milliseconds to get a connection, a new one or one that others use now. */
const CONNECT_LIMIT = 5_000;

/** What the URL itself says (`application_name`, `sslmode`, `statement_timeout` ...) counts before what is set here. */
function optionsOf(text: string, patient: boolean): PoolConfig {
  // Without a cause: the error of the URL parser repeats the URL, which holds a password.
  if (!URL.canParse(text)) {
    throw refuse('is no valid URL: postgres://user:password@host:5432/name, special characters percent-encoded');
  }
  const url = new URL(text);
  const max = Number(url.searchParams.get('max') ?? 10);
  if (!Number.isInteger(max) || max < 1) throw refuse('has a `max` that is no number of connections');
  url.searchParams.delete('max');
  return {
    connectionString: url.href,
    max,
    application_name: 'connection-embed',
    connectionTimeoutMillis: CONNECT_LIMIT,
    keepAlive: true,
    // A process that is done ends, whatever connections it holds.
    allowExitOnIdle: true,
    ...(!patient && {
      statement_timeout: STATEMENT_LIMIT,
      idle_in_transaction_session_timeout: STATEMENT_LIMIT,
      query_timeout: SILENCE_LIMIT,
    }),
  };
}

function refuse(why: string): ConnectionError {
  return new ConnectionError('store_unavailable', { message: `option \`database\` ${why}` });
}

async function loadPg(): Promise<typeof import('pg')> {
  try {
    return await import('pg');
  } catch (cause) {
    throw new ConnectionError('store_unavailable', {
      message: 'PostgreSQL needs the package `pg`, which is not installed: run `npm install pg`',
      cause,
    });
  }
}

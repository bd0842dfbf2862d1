import { CompiledQuery, type DatabaseConnection, type Driver } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { ConnectionError } from '../../contract/index.js';
import { unavailable } from './unavailable.js';

/**
 * How Kysely uses a pool of `pg`. Unlike Kysely's own driver it lets go of a connection that failed to answer, instead of
 * giving it to the next, and every rejection is a `ConnectionError`: `store_unavailable`, or `invalid_request` for a text
 * that PostgreSQL cannot hold.
 */
export function postgresDriver(pool: Pool): Driver {
  const run = async (connection: DatabaseConnection, statement: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(statement));
  };
  return {
    init: async () => {},
    async acquireConnection() {
      try {
        return hold(await pool.connect());
      } catch (error) {
        throw unavailable('option `database` names a PostgreSQL that gives no connection', error);
      }
    },
    beginTransaction: (connection) => run(connection, 'begin'),
    commitTransaction: (connection) => run(connection, 'commit'),
    rollbackTransaction: (connection) => run(connection, 'rollback'),
    // Kysely hands back what `acquireConnection` gave.
    releaseConnection: async (connection: Held) => connection.release(),
    destroy: () => pool.end(),
  };
}

/** A connection while somebody uses it. */
interface Held extends DatabaseConnection {
  release(): void;
}

function hold(client: PoolClient): Held {
  let broken: ConnectionError | undefined;

  async function query({ sql, parameters }: CompiledQuery) {
    // Not even to roll back: the server does so itself when a connection ends.
    if (broken) throw broken;
    if (parameters.some(hasNul)) throw new ConnectionError('invalid_request', { message: 'a text holds a NUL' });
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      const failure = unavailable('PostgreSQL refused a statement', error);
      if (!isAnswer(error)) broken = failure;
      throw failure;
    }
  }

  return {
    async executeQuery(compiled) {
      const { command, rowCount, rows } = await query(compiled);
      const changes = command !== 'SELECT' && rowCount !== null;
      return { rows, ...(changes && { numAffectedRows: BigInt(rowCount) }) };
    },
    async *streamQuery(compiled) {
      yield await this.executeQuery(compiled);
    },
    release: () => client.release(broken !== undefined),
  };
}

/** The one character no text of PostgreSQL can hold: that is a fault of whoever sent it, not of the database. */
function hasNul(parameter: unknown): boolean {
  return typeof parameter === 'string' && parameter.includes('\0');
}

/** Whether the server itself said no to one statement, and the connection is as good as before. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR';
}

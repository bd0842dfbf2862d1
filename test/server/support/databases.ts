import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from './postgres.js';

/** A fresh, empty database that nobody else uses. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  close(): Promise<void>;
}

/** An engine the server runs over. */
export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL';
  open(): Promise<TestDatabase>;
}

export const sqlite: Engine = {
  name: 'SQLite',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
    return { url: `file:${join(folder, 'connections.db')}`, close: () => rm(folder, { recursive: true }) };
  },
};

export const postgres: Engine = {
  name: 'PostgreSQL',
  async open() {
    const server = await serverUrl();
    const name = `test_${randomBytes(8).toString('hex')}`;
    await run(server, `create database ${name}`);
    const url = new URL(server);
    url.pathname = name;
    return { url: url.href, close: () => run(server, `drop database ${name} with (force)`) };
  },
};

/**
 * The engines a suite runs over: `for (const database of databases) describe(database.name, ...)`. PostgreSQL is one server
 * for a whole run of the tests; a file that runs alone starts its own.
 */
export const databases: readonly Engine[] = process.env['TEST_DATABASES'] === 'sqlite' ? [sqlite] : [sqlite, postgres];

let own: Promise<string> | undefined;

function serverUrl(): Promise<string> {
  const given = process.env['TEST_POSTGRES_URL'];
  return given ? Promise.resolve(given) : (own ??= startPostgres().then(({ url }) => url));
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

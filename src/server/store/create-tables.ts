import { sql, type Kysely } from 'kysely';

/** The first tables, in types that SQLite and PostgreSQL share: times are `bigint`, lists are JSON text. */
export async function createTables(db: Kysely<unknown>): Promise<void> {
  await createConnection(db);
  await createAttempt(db);
  await createAccess(db);
}

async function createConnection(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('connection')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('external_xref', 'text')
    .addColumn('integration_type', 'text', (column) => column.notNull())
    .addColumn('creation_key', 'text', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('permissions', 'text', (column) => column.notNull())
    .addColumn('categories', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text')
    .addColumn('connected_as', 'text')
    .addColumn('credential_names', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('inputs', 'text', (column) => column.notNull())
    .addColumn('credentials_expire_at', 'bigint')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('last_healthy_at', 'bigint')
    .addColumn('last_unhealthy_at', 'bigint')
    .addColumn('last_unhealthy_code', 'text')
    .addUniqueConstraint('connection_creation_key', ['workspace', 'environment', 'creation_key'])
    .execute();
  await db.schema
    .createIndex('connection_owner')
    .on('connection')
    .expression(sql`workspace, lower(environment), external_xref`)
    .execute();
}

async function createAttempt(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempt')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('external_xref', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('integration_type', 'text', (column) => column.notNull())
    .addColumn('permissions', 'text', (column) => column.notNull())
    .addColumn('inputs', 'text', (column) => column.notNull())
    .addColumn('reconnect', 'text')
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('return_to', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('ticket_hash', 'text', (column) => column.notNull())
    .addColumn('poll_hash', 'text', (column) => column.notNull())
    .addColumn('state_hash', 'text')
    .addColumn('cookie_hash', 'text')
    .addColumn('pending', 'text')
    .addColumn('callback', 'text')
    .addColumn('response_mode', 'text')
    .addColumn('connection_id', 'text')
    .addColumn('reconnected', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ticket_expires_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('exchanging_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('attempt_state_hash').unique().on('attempt').column('state_hash').execute();
  await db.schema.createIndex('attempt_session_id').on('attempt').column('session_id').execute();
  await db.schema.createIndex('attempt_expires_at').on('attempt').column('expires_at').execute();
}

async function createAccess(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('idempotency')
    .addColumn('scope', 'text', (column) => column.primaryKey().notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('idempotency_created_at').on('idempotency').column('created_at').execute();
  await db.schema
    .createTable('rate_limit')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('points', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .execute();
  await db.schema.createIndex('rate_limit_expires_at').on('rate_limit').column('expires_at').execute();
  await db.schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text')
    .execute();
  await db.schema.createIndex('audit_at').on('audit').column('at').execute();
  await db.schema
    .createTable('seal_check')
    .addColumn('key_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .execute();
}

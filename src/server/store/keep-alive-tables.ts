import { type Kysely, sql } from 'kysely';

/** What refresh, links, Apideck's surface, webhooks and stored API keys need. */
export async function addKeepAlive(db: Kysely<unknown>): Promise<void> {
  // SQLite adds one column at a time.
  const added = [
    ['slot', 'text'],
    ['unified_api', 'text'],
    ['metadata', 'text'],
    ['confirm_by', 'bigint'],
    ['replaces', 'text'],
    ['refresh_due_at', 'bigint'],
    ['refresh_lease_until', 'bigint'],
    ['refresh_owner', 'text'],
    ['refresh_failing_since', 'bigint'],
    ['last_refresh_failed_at', 'bigint'],
  ] as const;
  for (const [name, type] of added) await db.schema.alterTable('connection').addColumn(name, type).execute();
  for (const name of ['is_paused', 'refresh_failures']) {
    await db.schema
      .alterTable('connection')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema
    .alterTable('connection')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('ok'))
    .execute();
  await db.schema.alterTable('attempt').addColumn('link', 'text').execute();
  await db.schema
    .createIndex('connection_slot')
    .unique()
    .on('connection')
    .columns(['workspace', 'environment', 'slot'])
    .execute();
  await db.schema.createIndex('connection_refresh_due_at').on('connection').column('refresh_due_at').execute();
  await db.schema.createIndex('connection_confirm_by').on('connection').column('confirm_by').execute();
  // What was made before and holds a token that ends is looked at once.
  await sql`update connection set refresh_due_at = credentials_expire_at`.execute(db);
  await createTables(db);
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_key')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text')
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createTable('spent_voucher')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('spent_voucher_expires_at').on('spent_voucher').column('expires_at').execute();
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('receiver', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('lease_until', 'bigint')
    .addColumn('delivered_at', 'bigint')
    .execute();
  await db.schema.createIndex('outbox_due_at').on('outbox').columns(['receiver', 'due_at']).execute();
  await db.schema.createIndex('outbox_created_at').on('outbox').column('created_at').execute();
  await db.schema
    .createTable('disabled_receiver')
    .addColumn('receiver', 'text', (column) => column.primaryKey().notNull())
    .addColumn('disabled_at', 'bigint', (column) => column.notNull())
    .execute();
}

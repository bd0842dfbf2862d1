import type { ServerResponse } from 'node:http';
import type { Connection } from '../../../src/contract/index.js';
import { createOutbound } from '../../../src/server/outbound/index.js';
import {
  createOutbox,
  type ConnectionEvent,
  type EventSubject,
  type NewEvent,
  type Outbox,
  type OutboxLog,
  type OutboxOptions,
  type WebhookReceiver,
} from '../../../src/server/outbox/index.js';
import { openStore, type Store } from '../../../src/server/store/index.js';
import { createClock } from '../access/clock.js';
import { databases, type Engine } from '../support/databases.js';
import { listen, type Listening } from '../support/listen.js';

export const standardSecret = `whsec_${Buffer.from('canary-key-of-thirty-two-bytes!!').toString('base64')}`;
export const apideckSecret = 'canary-secret-of-apideck-receivers';

/** A receiver that answers as the test says: a status, or `hang` for never. */
export interface Receiver extends Listening {
  answer: (request: number) => number | 'hang';
  /** Resolves once so many requests came. */
  came(count: number): Promise<void>;
}

export async function startReceiver(answer: Receiver['answer'] = () => 200): Promise<Receiver> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const hanging: ServerResponse[] = [];
  let requests = 0;
  const server = await listen((_, response) => {
    requests += 1;
    for (const { count, resolve } of waiting) if (requests >= count) resolve();
    const status = receiver.answer(requests);
    if (status === 'hang') hanging.push(response);
    else response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end('a body that nobody needs');
  });
  const receiver: Receiver = {
    ...server,
    answer,
    came: (count) =>
      new Promise((resolve) => {
        if (requests >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
  return receiver;
}

export function connectionOf(overrides: Partial<Connection> = {}): Connection {
  return {
    id: 'connection-1',
    integration_type: 'hubspot',
    integration_name: 'HubSpot',
    categories: ['crm'],
    permissions: ['crm_contact_read'],
    environment: 'Production',
    workspace_id: 'default',
    external_xref: 'user-1',
    credentials: ['access_token'],
    created_at: '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}

export function eventOf(
  type: NewEvent['type'] = 'connection.created',
  { connection, code, ...subject }: Partial<EventSubject> & { code?: string } = {},
): NewEvent {
  return {
    type,
    subject: { connection: connection ?? connectionOf(), auth_type: 'oauth2', state: 'ok', ...subject },
    ...(code !== undefined && { code }),
  };
}

export interface GroundOptions {
  readonly receivers?: readonly WebhookReceiver[];
  readonly onEvent?: (event: ConnectionEvent) => void | Promise<void>;
  readonly deadline?: OutboxOptions['deadline'];
  readonly now?: () => number;
  /** Origins that may be called although they are on loopback; those of the receivers unless said. */
  readonly allow?: readonly string[];
}

/** An outbox over a database of its own, with the real way out and everything it said. */
export async function startGround(engine: Engine, options: GroundOptions = {}) {
  const database = await engine.open();
  const store = await openStore(database.url);
  const clock = createClock();
  const opened = [store];
  const outboxes: Outbox[] = [];
  const lines: Parameters<OutboxLog>[0][] = [];
  const audited: { action: string; subject: string; result: string }[] = [];

  function outboxOn(db: Store): Outbox {
    const { receivers = [], deadline } = options;
    const outbox = createOutbox({
      db,
      now: options.now ?? clock.now,
      receivers,
      fetch: createOutbound({
        allow: options.allow ?? [...new Set(receivers.map(({ url }) => new URL(url).origin))],
        timeoutMs: 20_000,
      }),
      onEvent: options.onEvent,
      log: (line) => lines.push(line),
      audit: async (entry) => void audited.push(entry),
      ...(deadline && { deadline }),
    });
    outboxes.push(outbox);
    return outbox;
  }

  const { db } = store;
  return {
    ...clock,
    url: database.url,
    db,
    outbox: outboxOn(db),
    lines,
    audited,
    /** A second process, as far as one process can be one: a connection and an outbox of its own. */
    async second() {
      const another = await openStore(database.url);
      opened.push(another);
      return outboxOn(another.db);
    },
    rows: () => db.selectFrom('outbox').selectAll().orderBy('id').execute(),
    async close() {
      for (const outbox of outboxes) await outbox.close({ graceMs: 0 });
      for (const { close } of opened) await close();
      await database.close();
    },
  };
}

export type Ground = Awaited<ReturnType<typeof startGround>>;

export const [sqlite] = databases as [Engine];

/** Records in a transaction of its own, as a caller does. */
export async function record({ db, outbox }: Ground, ...events: NewEvent[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const event of events) await outbox.record(trx, event);
  });
}

import * as z from 'zod/mini';
import type { ConnectionEventType, EventSubject } from './event.js';
import { hex, hmac, type HmacKey } from './hmac.js';
import { isoTime, type Message, type RecordedEvent } from './recorded.js';
import { renderShort } from './shorten.js';

/** An event as Apideck's vault sends it. One of ours can be two of theirs, or none. */
export function apideckMessages(event: RecordedEvent): readonly Message[] {
  return typesOf(event).map((type, index) => {
    const id = index === 0 ? event.id : `${event.id}-${index}`;
    const render = (subject: EventSubject): string => JSON.stringify(envelope({ ...event, id, subject }, type));
    return { id, type, body: renderShort(event.subject, render) };
  });
}

/**
 * What is sent at one try, which the body counts. Apideck signs the body with its members in the order of their names;
 * it is sent in that very order, so that the bytes received and the members sorted both verify.
 */
export async function apideckRequest(
  { id, type, body }: Message,
  { key, attempt }: { readonly key: HmacKey; readonly attempt: number },
): Promise<{ body: string; headers: Record<string, string> }> {
  const { payload } = Kept.parse(JSON.parse(body));
  const sent = JSON.stringify({ payload: sorted({ ...payload, execution_attempt: attempt }) });
  const headers = {
    'x-apideck-event-type': type,
    'x-apideck-signature': hex(await hmac(key, sent)),
    'x-apideck-idempotency-key': id,
  };
  return { body: sent, headers };
}

const Kept = z.object({ payload: z.looseObject({ entity: z.record(z.string(), z.unknown()) }) });

function sorted(payload: z.infer<typeof Kept>['payload']): Record<string, unknown> {
  return byName({ ...payload, entity: byName(payload.entity) });
}

function byName(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function typesOf({ type, subject }: RecordedEvent): readonly string[] {
  const names = types[type];
  return type === 'connection.created' && subject.state === 'ok' ? [...names, 'vault.connection.callable'] : names;
}

const types: Record<ConnectionEventType, readonly string[]> = {
  'connection.created': ['vault.connection.created'],
  'connection.updated': ['vault.connection.updated'],
  'connection.removed': ['vault.connection.deleted'],
  'connection.healthy': ['vault.connection.callable'],
  'connection.unhealthy': [],
  'connection.token_refresh.pending': ['vault.connection.token_refresh.pending'],
  'connection.token_refresh.recovered': ['vault.connection.token_refresh.recovered'],
  'connection.token_refresh.failed': ['vault.connection.token_refresh.failed'],
};

/** Apideck's `state` says whether it is authorized, its `health` how that goes. */
const states = {
  ok: { state: 'callable', health: 'ok' },
  pending_refresh: { state: 'callable', health: 'pending_refresh' },
  needs_reauth: { state: 'invalid', health: 'needs_auth' },
} as const;

function envelope(event: RecordedEvent, type: string): object {
  const { subject } = event;
  const { connection } = subject;
  const consumer = connection.external_xref;
  const id = [connection.workspace_id, consumer].filter((part) => part !== undefined).join('+');
  const entity = {
    id,
    consumer_id: consumer,
    /** Our own id, which theirs is not: one consumer can have many connections. */
    connection_id: connection.id,
    unified_api: subject.unified_api ?? connection.categories[0],
    service_id: connection.integration_type,
    name: connection.integration_name ?? connection.integration_type,
    icon: subject.logo_url,
    logo: subject.logo_url,
    website: subject.web_url,
    auth_type: subject.auth_type,
    enabled: connection.is_paused !== true,
    ...states[subject.state],
    created_at: connection.created_at,
    updated_at: connection.updated_at ?? connection.created_at,
    credentials_expire_at: iso(subject.state === 'pending_refresh' ? subject.refresh_ends_at : undefined),
    last_refresh_failed_at: iso(subject.last_refresh_failed_at),
  };
  const payload = {
    event_id: event.id,
    event_type: type,
    service_id: 'apideck-vault',
    entity_id: id,
    entity_type: 'Connection',
    occurred_at: isoTime(event.time),
    entity,
  };
  return { payload };
}

function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : isoTime(ms);
}

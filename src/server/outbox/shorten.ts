import { Connection } from '../../contract/index.js';
import type { EventSubject } from './event.js';

/**
 * Renders a body of at most 20,000 bytes, as Standard Webhooks recommends: receivers refuse long ones, and every try of a
 * refused one fails. A connection too long for that is told by what names it, with its lists empty, and `truncated` says
 * so; the receiver reads the rest by its id.
 */
export function renderShort(
  subject: EventSubject,
  render: (subject: EventSubject, options: { readonly truncated: boolean }) => string,
): string {
  const whole = render(told(subject), { truncated: false });
  if (fits(whole)) return whole;
  const names = onlyNames(subject);
  const short = render(names, { truncated: true });
  return fits(short) ? short : render(cut(names), { truncated: true });
}

/** Exactly the members of the contract: what else a caller's object may hold stays here. */
export function told(subject: EventSubject): EventSubject {
  return { ...subject, connection: Connection.parse(subject.connection) };
}

/** Bytes, ten of them kept free for what is filled in when it is sent. */
const MOST = 20_000 - 10;

function fits(body: string): boolean {
  return new TextEncoder().encode(body).byteLength <= MOST;
}

function onlyNames({ logo_url: _logo, web_url: _web, ...subject }: EventSubject): EventSubject {
  const { id, integration_type, environment, workspace_id, external_xref, created_at, updated_at } = subject.connection;
  return {
    ...subject,
    connection: {
      id,
      integration_type,
      environment,
      categories: [],
      permissions: [],
      created_at,
      ...(workspace_id !== undefined && { workspace_id }),
      ...(external_xref !== undefined && { external_xref }),
      ...(updated_at !== undefined && { updated_at }),
    },
  };
}

/** For names that are absurd themselves. At six bytes for a character, all of them together stay below the limit. */
function cut(subject: EventSubject): EventSubject {
  const { connection, unified_api } = subject;
  const strings = Object.entries(connection).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.slice(0, 128)]] : [],
  );
  return {
    ...subject,
    ...(unified_api !== undefined && { unified_api: unified_api.slice(0, 128) }),
    connection: { ...connection, ...Object.fromEntries(strings) },
  };
}

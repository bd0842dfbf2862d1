import type { Connection } from '../../contract/index.js';
import type { Health } from './copy/copy.js';
import type { Flow } from './flow.js';
import { shownName } from './name.js';

/** How a connection is at `now` (milliseconds since 1970), as far as the server has noted it. */
export function healthOf(connection: Connection, now: number): Health {
  const { last_healthy_at: healthy, last_unhealthy_at: unhealthy, expires_at: end } = connection;
  if (connection.is_paused) return 'paused';
  const failed = unhealthy && !(Date.parse(healthy ?? '') >= Date.parse(unhealthy));
  const left = Date.parse(end ?? '') - now;
  if (failed || left <= 0 || connection.last_unhealthy_code === 'needs_reauth') return 'needs_reauth';
  return left < week ? 'expiring' : 'healthy';
}

/** Of several accounts the one that most needs the user decides; `count` of them are so, undefined where all are. */
export function worstHealth(connections: readonly Connection[], now: number): { health: Health; count?: number } {
  const found = connections.map((connection) => healthOf(connection, now));
  const health = urgency.find((one) => found.includes(one)) ?? 'healthy';
  const count = found.filter((one) => one === health).length;
  return count < found.length ? { health, count } : { health };
}

/** Whom a connection belongs to, as the user would say it; undefined where nobody has told. */
export function accountName({ label, auth }: Connection): string | undefined {
  return [label, auth?.emails?.[0], auth?.name].map((name) => shownName(name)).find(Boolean);
}

/** Whom the connection belongs to that is being renewed; undefined where none is, or nobody has told. */
export function renewedAccount({ picker, reconnect }: Flow): string | undefined {
  const connection = picker?.connections.find(({ id }) => id === reconnect);
  return connection && accountName(connection);
}

const urgency: readonly Health[] = ['needs_reauth', 'expiring', 'paused'];
const week = 7 * 24 * 3600 * 1000;

import { Attempt, type Connection } from '../../contract/index.js';
import { equalSecret, sha256 } from '../store/index.js';
import type { Owner } from '../vault/index.js';
import { isLive, ownerOf, type Life } from './life.js';
import type { AttemptRecord } from './rows.js';

/** How often a waiting poll looks whether another process changed the attempt, in milliseconds. */
const LOOK_EVERY = 500;
const EXCHANGE_LIFE = 30_000;

/** Who asks: whoever has the poll secret and, if a session came along, is the attempt's own user. */
export interface Asker {
  readonly secret: string;
  readonly as: Owner | undefined;
}

/**
 * The attempt as its owner may see it, after up to `wait` milliseconds if it is still going on. Undefined for a wrong
 * secret, another user's session and an unknown id alike.
 */
export async function poll(
  life: Life,
  id: string,
  { wait, signal, ...asker }: Asker & { wait: number; signal: AbortSignal },
): Promise<Attempt | undefined> {
  const row = await authorised(life, id, asker);
  if (!row) return undefined;
  let current = await settled(life, row);
  for (let left = wait; left > 0 && isLive(current) && !signal.aborted && !life.bell.closed(); left -= LOOK_EVERY) {
    await life.bell.heard(id, { ms: Math.min(LOOK_EVERY, left), signal });
    const fresh = await life.rows.byId(id);
    if (!fresh) return undefined;
    current = await settled(life, fresh);
  }
  return await described(life, current);
}

/** Whether the asker may know of the attempt at all. */
export async function mayKnow(life: Life, id: string, asker: Asker): Promise<boolean> {
  return (await authorised(life, id, asker)) !== undefined;
}

/** Gives an attempt up unless it is past giving up; false when it is not the asker's. */
export async function cancel(life: Life, id: string, asker: Asker): Promise<boolean> {
  if (!(await authorised(life, id, asker))) return false;
  await life.end(id, ['created', 'started'], 'cancelled', 'attempt_cancelled');
  return true;
}

async function authorised({ rows }: Life, id: string, { secret, as }: Asker): Promise<AttemptRecord | undefined> {
  const row = await rows.byId(id);
  const right = equalSecret(await sha256(secret), row?.poll_hash ?? '');
  return row && right && (!as || sameUser(as, row)) ? row : undefined;
}

function sameUser(as: Owner, row: AttemptRecord): boolean {
  return (
    as.workspace === row.workspace &&
    as.environment.toLowerCase() === row.environment.toLowerCase() &&
    as.external_xref === row.external_xref
  );
}

/** Ends what time has ended. After a crash in the middle of an exchange, the vault knows whether there is a connection. */
async function settled(life: Life, row: AttemptRecord): Promise<AttemptRecord> {
  if (row.status === 'exchanging') {
    const connection = await life.vault.find(ownerOf(row), row.id);
    if (connection) return await life.connect(row, { connection, reconnected: row.reconnect !== null });
    if ((row.exchanging_at ?? 0) + EXCHANGE_LIFE > life.now()) return row;
    return (
      (await life.end(row.id, ['exchanging'], 'failed', 'exchange_failed')) ?? (await life.rows.byId(row.id)) ?? row
    );
  }
  if (!isLive(row) || row.expires_at > life.now()) return row;
  const ended = await life.end(row.id, ['created', 'started'], 'expired', 'attempt_expired');
  return ended ?? (await life.rows.byId(row.id)) ?? row;
}

async function described({ vault }: Life, row: AttemptRecord): Promise<Attempt> {
  const connection = row.connection_id ? await connectionOf(vault, row, row.connection_id) : undefined;
  const asked: string[] = connection ? JSON.parse(row.permissions) : [];
  const denied = asked.filter((one) => !connection?.permissions.includes(one));
  return Attempt.parse({
    id: row.id,
    status: row.status,
    integration_type: row.integration_type,
    expires_at: new Date(row.expires_at).toISOString(),
    ...(row.status === 'connected' && { reconnected: row.reconnected === 1 }),
    ...(connection && { connection }),
    ...(denied.length > 0 && { denied_permissions: denied }),
    ...(row.code && { code: row.code }),
  });
}

/** One that waits to be confirmed is shown to the page that made it, and to nobody else. */
async function connectionOf(vault: Life['vault'], row: AttemptRecord, id: string): Promise<Connection | undefined> {
  return (
    (await vault.get(ownerOf(row), id)) ?? (row.link === null ? undefined : await vault.find(ownerOf(row), row.id))
  );
}

import { ConnectionError, type CreatedAttempt, type Integration } from '../../contract/index.js';
import { randomToken, sha256, type Store } from '../store/index.js';
import { LIFE, type EndUser, type Life } from './life.js';
import type { LinkReturn } from './link.js';
import { attemptRows, type AttemptRecord } from './rows.js';

const TICKET_LIFE = 60_000;
const LIVE_PER_SESSION = 5;

export interface NewAttempt {
  readonly owner: EndUser;
  /** Id of the session that asks, for its limit of live attempts. */
  readonly session: string;
  readonly origin: string;
  readonly integration: Integration;
  readonly permissions: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly reconnect: string | undefined;
  readonly mode: 'popup' | 'redirect' | 'link';
  readonly returnTo: string | undefined;
  /** Whoever started it is not known to be the end user; see `links`. */
  readonly link: LinkReturn | undefined;
}

/** Stores a new attempt and answers its id; `created` tells the rest, as often as it is asked. */
export async function create({ db, keyring, now }: Life, input: NewAttempt, trx: Store = db): Promise<string> {
  const rows = attemptRows(trx);
  const at = now();
  const id = randomToken(16);
  await rows.insert({
    id,
    workspace: input.owner.workspace,
    environment: input.owner.environment,
    external_xref: input.owner.external_xref,
    session_id: input.session,
    integration_type: input.integration.type,
    permissions: JSON.stringify(input.permissions),
    inputs: JSON.stringify(input.inputs),
    reconnect: input.reconnect ?? null,
    origin: input.origin,
    mode: input.mode,
    return_to: input.returnTo ?? null,
    link: input.link ? JSON.stringify(input.link) : null,
    status: 'created',
    code: null,
    ticket_hash: await sha256(await keyring.mac('attempt ticket', id)),
    poll_hash: await sha256(await keyring.mac('attempt poll secret', id)),
    state_hash: null,
    cookie_hash: null,
    pending: null,
    callback: null,
    response_mode: null,
    connection_id: null,
    reconnected: 0,
    created_at: at,
    ticket_expires_at: at + TICKET_LIFE,
    expires_at: at + LIFE,
    exchanging_at: null,
    ended_at: null,
  });
  // Counted with this one in it. Two transactions that run at once do not see each other's, so the caller has taken the
  // user's point of the rate limit in `trx` already: that row lets one after the other through.
  if ((await rows.countLive(input.session, at)) > LIVE_PER_SESSION) {
    await rows.remove(id);
    throw new ConnectionError('too_many_attempts');
  }
  return id;
}

/** What the page is told of its attempt. Ticket and poll secret are computed, so the store keeps hashes only. */
export async function created(life: Life, id: string): Promise<CreatedAttempt> {
  const row = await life.rows.byId(id);
  if (!row) throw new ConnectionError('not_found', { message: 'the attempt is gone' });
  return {
    id,
    ticket: `${id}.${await secretOf(life, row, { purpose: 'ticket', hash: row.ticket_hash })}`,
    poll_secret: await secretOf(life, row, { purpose: 'poll secret', hash: row.poll_hash }),
    expires_at: new Date(row.expires_at).toISOString(),
  };
}

/** By whichever of the server's secrets was first when the attempt was made. */
async function secretOf({ keyring }: Life, row: AttemptRecord, { purpose, hash }: { purpose: string; hash: string }) {
  for (const secret of await keyring.macs(`attempt ${purpose}`, row.id)) {
    if ((await sha256(secret)) === hash) return secret;
  }
  throw new ConnectionError('attempt_expired', { message: 'the attempt was made under a retired secret' });
}

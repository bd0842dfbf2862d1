import { ConnectionError } from '../../contract/index.js';
import { isSafeUrl } from '../oauth/index.js';
import { asFailure, equalSecret, randomToken, sha256 } from '../store/index.js';
import { create, type NewAttempt } from './create.js';
import { LIFE, ownerOf, sealedFor, type Life } from './life.js';
import type { AttemptRecord } from './rows.js';

/** What binds a browser to its attempt: the value goes out once, in a cookie named after the attempt. */
export interface Started {
  readonly id: string;
  /** The provider's page. */
  readonly url: string;
  readonly cookie: string;
}

/** The attempt a ticket belongs to, spent or not; undefined when the ticket is not one of ours. */
export async function ofTicket({ rows }: Life, ticket: string): Promise<AttemptRecord | undefined> {
  const [id = '', secret = ''] = ticket.split('.', 2);
  const row = await rows.byId(id);
  return row && equalSecret(await sha256(secret), row.ticket_hash) ? row : undefined;
}

/** Creates and starts in one go, so that neither ticket nor poll secret ever leaves the server. */
export async function open(life: Life, input: NewAttempt, signal: AbortSignal | undefined): Promise<Started> {
  const row = await life.rows.byId(await create(life, input));
  if (!row) throw new ConnectionError('attempt_expired');
  return await start(life, row, signal);
}

/** Burns the ticket, binds the browser and asks the vault where to send it. A failure ends the attempt. */
export async function start(life: Life, attempt: AttemptRecord, signal: AbortSignal | undefined): Promise<Started> {
  const { keyring, move, now, vault } = life;
  const { id } = attempt;
  if (attempt.ticket_expires_at <= now()) {
    await life.end(id, ['created'], 'expired', 'attempt_expired');
    throw new ConnectionError('attempt_expired');
  }
  const row = await move(id, ['created'], { status: 'started' });
  if (!row) throw new ConnectionError('attempt_used');
  const state = randomToken();
  const cookie = randomToken();
  try {
    const authorization = await vault.authorize({
      owner: ownerOf(row),
      integration: row.integration_type,
      permissions: JSON.parse(row.permissions),
      inputs: JSON.parse(row.inputs),
      redirectUri: life.redirectUri(row.integration_type),
      state,
      reconnect: row.reconnect ?? undefined,
      ...(signal && { signal }),
    });
    const url = safeAuthorizationUrl(authorization.url);
    const bound = await move(id, ['started'], {
      state_hash: await sha256(state),
      cookie_hash: await sha256(cookie),
      pending: await keyring.seal(authorization.pending, sealedFor(row)),
      callback: authorization.callback,
      // From here on what is missing of them was not granted.
      permissions: JSON.stringify(authorization.permissions),
      response_mode: authorization.response_mode,
      expires_at: now() + LIFE,
    });
    if (!bound) throw new ConnectionError('attempt_cancelled');
    return { id, url, cookie };
  } catch (cause) {
    const failure = asFailure(cause);
    await life.end(id, ['started'], 'failed', failure.code);
    throw failure;
  }
}

/** The last look before a browser is sent away: https unless loopback, and no name before the host. */
function safeAuthorizationUrl(text: string): string {
  const url = new URL(text);
  if (!isSafeUrl(url)) {
    throw new ConnectionError('integration_misconfigured', { message: `authorization URL at ${url.host} is not safe` });
  }
  return url.href;
}

import { isProblemCode, type ConnectionError, type ProblemCode } from '../../contract/index.js';
import { asFailure, equalSecret, sha256 } from '../store/index.js';
import { ownerOf, sealedFor, type Life } from './life.js';
import { linkOf } from './link.js';
import type { AttemptRecord } from './rows.js';

/** How long a connection waits to be confirmed, in milliseconds. */
export const CONFIRM_LIFE = 86_400_000;

/** All calls of one exchange together, in milliseconds; a poll gives an exchange up some seconds later. */
const EXCHANGE_LIMIT = 25_000;

export interface CallbackRequest {
  /** Everything the provider sent. */
  readonly params: URLSearchParams;
  /** The integration named by the path; undefined on plain `/oauth/code`. */
  readonly integration: string | undefined;
  /** The value of the cookie that binds the browser to this attempt. */
  cookie(attempt: string): string | undefined;
  /**
   * Whether the signed-in user of the host, if this server can know, is the attempt's; `unproven` when a link was opened by
   * somebody it cannot know, whose connection is then to be confirmed.
   */
  agrees(attempt: AttemptRecord): Promise<'yes' | 'no' | 'unknown' | 'unproven'>;
}

export type CallbackResult =
  /** State and cookie proved that this browser may know of the attempt; `failure` says why it did not connect. */
  | { readonly outcome: 'ended'; readonly attempt: AttemptRecord; readonly failure?: ConnectionError }
  /** Nobody is signed in at the host as far as this request tells: ask once more from a page of ours. */
  | { readonly outcome: 'ask-again' }
  /** `over` names an attempt that has ended, whose cookie binds nothing any more. */
  | { readonly outcome: 'refused'; readonly code: ProblemCode; readonly over?: string };

/**
 * The provider's redirect. The order is part of the defence: nothing before the atomic consume changes a live attempt, so
 * a wrong browser cannot burn the state of the right one.
 */
export async function callback(life: Life, request: CallbackRequest): Promise<CallbackResult> {
  const { params } = request;
  // Which of two states would be meant? Any other parameter given twice fails the attempt in the exchange.
  if (params.getAll('state').length > 1) return refused('invalid_request');
  const state = params.get('state') ?? '';
  if (!state || state.length > 512) return refused('state_unknown');
  const row = await life.rows.byState(await sha256(state));
  if (!row) return refused('state_unknown');
  if (row.status !== 'started') {
    return { ...refused(endedAs(row)), over: row.id };
  }
  const cookie = request.cookie(row.id);
  if (!cookie || !row.cookie_hash || !equalSecret(await sha256(cookie), row.cookie_hash)) {
    return refused('browser_mismatch');
  }
  const expected = row.callback === 'shared' ? undefined : row.integration_type;
  if (request.integration !== expected) return refused('context_mismatch');
  if (row.expires_at <= life.now()) {
    await life.end(row.id, ['started'], 'expired', 'attempt_expired');
    return { ...refused('attempt_expired'), over: row.id };
  }
  const agreed = await request.agrees(row);
  if (agreed === 'unknown') return { outcome: 'ask-again' };
  if (agreed === 'no') return refused('browser_mismatch');
  const taken = await life.move(row.id, ['started'], { status: 'exchanging', exchanging_at: life.now() });
  return taken ? await finish(life, taken, { params, state, proven: agreed === 'yes' }) : refused('attempt_used');
}

/** Whether the attempt of this state waits for a provider that answers by POST (`response_mode=form_post`). */
export async function answersByPost({ rows }: Life, state: string): Promise<boolean> {
  const row = state ? await rows.byState(await sha256(state)) : undefined;
  return row?.response_mode === 'form_post';
}

/** Goes on when the browser has gone: the code is spent either way, and the page asks for the result elsewhere. */
async function finish(
  life: Life,
  row: AttemptRecord,
  { params, state, proven }: { params: URLSearchParams; state: string; proven: boolean },
): Promise<CallbackResult> {
  const link = linkOf(row);
  // A nonce asks for Apideck's two-step, whoever opened the link.
  const unconfirmed = !proven || link?.nonce !== undefined;
  try {
    const completed = await life.vault.complete({
      owner: ownerOf(row),
      integration: row.integration_type,
      permissions: JSON.parse(row.permissions),
      inputs: JSON.parse(row.inputs),
      pending: await life.keyring.open(row.pending ?? '', sealedFor(row)),
      params,
      state,
      key: row.id,
      reconnect: row.reconnect ?? undefined,
      confirmBy: unconfirmed ? life.now() + CONFIRM_LIFE : undefined,
      unified_api: link?.unified_api,
      signal: AbortSignal.timeout(EXCHANGE_LIMIT),
    });
    return { outcome: 'ended', attempt: await life.connect(row, completed) };
  } catch (cause) {
    const failure = asFailure(cause);
    const status = failure.code === 'access_denied' ? 'denied' : 'failed';
    const ended = await life.end(row.id, ['exchanging'], status, failure.code);
    return { outcome: 'ended', attempt: ended ?? row, failure };
  }
}

/** Only a connection that was made is "already completed". */
function endedAs({ status, code }: AttemptRecord): ProblemCode {
  return status !== 'connected' && code && isProblemCode(code) ? code : 'attempt_used';
}

function refused(code: ProblemCode): Extract<CallbackResult, { outcome: 'refused' }> {
  return { outcome: 'refused', code };
}

import type { Attempt, CreateAttempt } from '../../../contract/index.js';
import { isProblemCode, type ProblemCode } from '../../../contract/problem.js';
import { unlessGone } from '../../client/send.js';
import type { ConnectionSource } from '../../client/source.js';
import type { FlowAt } from '../../core/flow.js';
import { say } from '../say.js';
import { suspended } from '../suspended.js';
import { afterLoad } from './after-load.js';
import { connected, connectedAside, type Made } from './connected.js';
import type { FlowHandle } from './flow-handle.js';
import { attemptRecord, type OwnAttempt } from './record.js';
import { follow, signIn } from './sign-in.js';

/** Aborting `signal` gives an attempt up here and at the server, unless its reason is {@link suspended}. */
export interface AttemptOptions {
  /** The source that the list came from. */
  readonly source: ConnectionSource;
  readonly signal: AbortSignal;
}

export interface RunOptions extends AttemptOptions {
  readonly mode: 'popup' | 'redirect';
  /** Opened in the click; none when this page itself is to leave. */
  readonly popup: Window | undefined;
}

/** Runs the attempt that the flow waits for, and tells the flow how it ended. */
export async function runAttempt(
  flow: FlowHandle,
  { integration, reconnect, inputs }: FlowAt<'waiting'>,
  { source, signal, mode, popup }: RunOptions,
): Promise<void> {
  if (popup) say(popup, flow.host.words.opening(integration.name));
  const { permissions } = flow;
  const input: CreateAttempt = {
    integration_type: integration.type,
    mode,
    ...(permissions && { permissions: [...permissions] }),
    ...(inputs && { inputs: { ...inputs } }),
    ...(reconnect !== undefined && { connection_id: reconnect }),
    ...(mode === 'redirect' && { return_to: location.href }),
  };
  let end: ReturnType<typeof keep> | undefined;
  await conclude(flow, signal, async (running) => {
    const ended = await signIn({
      input,
      key: crypto.randomUUID(),
      source,
      signal: running,
      popup,
      onWindow: (window) => flow.apply({ type: 'window', window }),
      onCreated: (handle) => (end = keep({ ...handle, ...(reconnect && { reconnect }) }, { source, signal })),
    });
    end?.();
    return ended;
  });
}

/**
 * Goes on with what this tab had under way; `listed` settles when the list is there or is known to fail. Once the user
 * has gone elsewhere, what was connected is still told, and all else is left for the next load.
 */
export async function resumeAttempt(
  flow: FlowHandle,
  { source, signal, listed }: AttemptOptions & { listed: Promise<void> },
): Promise<void> {
  const record = attemptRecord(source.startUrl);
  const tried = new Set<string>();
  const left = new AbortController();
  const isHere = (): boolean => signal.reason !== suspended && flow.source === source && flow.host.isConnected;
  signal.addEventListener('abort', () => isHere() || left.abort());
  while (isHere()) {
    const own = record.claim(tried);
    if (!own) return;
    tried.add(own.id);
    try {
      // In a good session the server answers only the user who began.
      const asked = source.attempt(own, { asUser: true, signal: left.signal });
      const [found] = await Promise.all([unlessGone(asked), listed.then(afterLoad)]);
      const made = found && madeBy(found);
      if (!found) record.forget(own);
      else if (!signal.aborted && !isTyping(flow) && (made || show(flow, found, own)))
        return await goOn(flow, own, { source, signal, found });
      else if (made && isHere()) {
        record.forget(own);
        connectedAside(flow, made);
      } else record.release(own);
    } catch {
      // Not known for now; the next load asks again.
      record.release(own);
    }
  }
}

async function goOn(
  flow: FlowHandle,
  own: OwnAttempt,
  { source, signal, found }: AttemptOptions & { found: Attempt },
): Promise<void> {
  const end = keep(own, { source, signal });
  await conclude(flow, signal, async (running) => {
    const ended = await follow(own, { source, signal: running, found });
    end();
    return ended;
  });
}

/**
 * Keeps an attempt in the record for as long as it is under way, and cancels it when it is given up. Answers with what is
 * to be called when it has ended.
 */
function keep(own: OwnAttempt, { source, signal }: AttemptOptions): () => void {
  const record = attemptRecord(source.startUrl);
  const over = new AbortController();
  const onAbort = (): void => {
    if (signal.reason === suspended) return record.release(own);
    record.forget(own);
    // What cannot be cancelled now expires by itself.
    source.cancelAttempt(own).catch(() => undefined);
  };
  record.remember(own);
  signal.addEventListener('abort', onAbort, { once: true, signal: over.signal });
  return () => {
    over.abort();
    record.forget(own);
  };
}

/** Tells the flow how an attempt ended, unless the user has left it by then; with that ends the signal it is given. */
async function conclude(
  flow: FlowHandle,
  signal: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<Attempt>,
): Promise<void> {
  const over = new AbortController();
  try {
    const ended = await attempt(AbortSignal.any([signal, over.signal]));
    if (signal.aborted) return;
    const made = madeBy(ended);
    if (made) connected(flow, made);
    else flow.apply({ type: 'failed', failure: { code: endCode(ended) } });
  } catch (error) {
    if (signal.aborted) return;
    const failure = await flow.failureOf(error);
    if (signal.aborted) return;
    flow.begin();
    flow.apply({ type: 'failed', failure });
  } finally {
    over.abort();
  }
}

function madeBy({ status, connection, reconnected = false, denied_permissions: denied }: Attempt): Made | undefined {
  return status === 'connected' && connection ? { connection, reconnected, denied } : undefined;
}

function endCode({ status, code }: Attempt): ProblemCode {
  if (code && isProblemCode(code)) return code;
  const byStatus: Partial<Record<Attempt['status'], ProblemCode>> = {
    denied: 'access_denied',
    cancelled: 'attempt_cancelled',
    expired: 'attempt_expired',
  };
  return byStatus[status] ?? 'exchange_failed';
}

/** Whether the user is in a form that the page has chosen for them. */
function isTyping({ flow, host }: FlowHandle): boolean {
  return /form|inputs/.test(flow.step) && !!host.shadowRoot?.activeElement;
}

/** Shows a resumed attempt that is open, or ended badly, where it would have been; false where that is not offered. */
function show(flow: FlowHandle, { integration_type: type }: Attempt, { reconnect }: OwnAttempt): boolean {
  const integration = flow.flow.picker?.integrations.find((one) => one.type === type);
  if (!integration) return false;
  flow.apply({ type: 'chosen', integration, by: 'pick', reconnect, method: 'oauth2' });
  // What was asked for first went with the attempt; another one asks again.
  flow.apply({ type: 'inputs-given', inputs: {} });
  // Nothing is known of a window any more; it may well be there.
  flow.apply({ type: 'window', window: 'closed' });
  return true;
}

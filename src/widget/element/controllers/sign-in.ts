import type { Attempt, CreateAttempt } from '../../../contract/index.js';
import { ConnectionError } from '../../../contract/problem.js';
import { hasEnded, pollAttempt } from '../../client/poll.js';
import type { AttemptHandle, ConnectionSource } from '../../client/source.js';
import type { SignInWindow } from '../../core/flow.js';
import { watchPolicy } from '../csp.js';
import { postTicket, trustedUrl } from '../start-form.js';

export interface Follow {
  readonly source: ConnectionSource;
  /** To be aborted once it has ended, too. */
  readonly signal: AbortSignal;
  /** How the attempt was found, by a page that resumes it. */
  readonly found?: Attempt | undefined;
}

export interface SignIn extends Follow {
  readonly input: CreateAttempt;
  /** `Idempotency-Key` of this one choice of the user. */
  readonly key: string;
  /** Opened in the click; none when this page itself is to leave. */
  readonly popup: Window | undefined;
  /** The attempt exists: from here on it can be cancelled or resumed. */
  readonly onCreated: (handle: AttemptHandle) => void;
  /** A hint about the place where the user signs in; words may follow it, results never. */
  readonly onWindow: (state: SignInWindow) => void;
}

/**
 * One sign-in from the click to its end, good or bad, which only the server's answer to the poll decides. Rejects with
 * a `ConnectionError` when it cannot go on, or with the signal's reason.
 */
export async function signIn(options: SignIn): Promise<Attempt> {
  const { source, input, key, signal, onCreated } = options;
  // Refused before anything is asked for.
  trustedUrl(source.startUrl);
  const { id, poll_secret, ticket } = await source.createAttempt(input, { key, signal });
  const handle = { id, poll_secret };
  onCreated(handle);
  return await new Promise((resolve, reject) => {
    start(ticket, { ...options, onRefusal: reject });
    follow(handle, options).then(resolve, reject);
  });
}

/** Waits for the end of an attempt, asking sooner whenever an answer is likely; listens for that until `signal` aborts. */
export async function follow(handle: AttemptHandle, { source, signal, found }: Follow): Promise<Attempt> {
  if (found && hasEnded(found)) return found;
  const kicks = new EventTarget();
  const kick = (): void => void kicks.dispatchEvent(new Event('kick'));
  for (const type of ['focus', 'pageshow', 'online']) window.addEventListener(type, kick, { signal });
  document.addEventListener('visibilitychange', kick, { signal });
  hints(handle.id, kick, signal);
  return await pollAttempt(source, handle, { kicks, signal });
}

/** Milliseconds in which one hint is enough. */
const hintPause = 1000;

// Anybody on this origin can post here: that something was posted is all that is taken from it, and whoever floods the
// channel finds nobody there until a moment later. A hint that is missed costs nothing, the server answers by itself.
function hints(id: string, kick: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const channel = new BroadcastChannel(`connection-attempt-${id}`);
  const close = (): void => channel.close();
  signal.addEventListener('abort', close, { once: true });
  const onHint = (): void => {
    close();
    signal.removeEventListener('abort', close);
    kick();
    setTimeout(() => hints(id, kick, signal), hintPause);
  };
  channel.addEventListener('message', onHint);
}

interface Start extends SignIn {
  readonly onRefusal: (error: ConnectionError) => void;
}

/** Hands the ticket over. The page's policy can keep the form from going out, which is said in an event of its own. */
function start(ticket: string, options: Start): void {
  const { popup, source, signal, onWindow } = options;
  const { startUrl } = source;
  const onRefusal = (): void =>
    options.onRefusal(new ConnectionError('blocked_by_csp', { message: `form-action does not list ${startUrl}` }));
  watchPolicy(document, { signal, formTo: startUrl, onRefusal });
  if (!popup) {
    leave(postTicket(document, { startUrl, ticket }), { signal, onWindow });
    return;
  }
  try {
    if (!popup.closed) {
      watchPolicy(popup.document, { signal, formTo: startUrl, onRefusal });
      postTicket(popup.document, { startUrl, ticket });
    }
  } catch {
    // Its document is not ours any more: the user went elsewhere in it.
    onWindow('blocked');
    return;
  }
  onWindow('open');
  watchClosed(popup, { signal, onWindow });
}

// `closed` is also true as soon as a provider's COOP cuts the window off, so it is said and nothing else.
function watchClosed(popup: Window, { signal, onWindow }: Pick<SignIn, 'signal' | 'onWindow'>): void {
  const look = (): void => {
    if (!popup.closed) return;
    clearInterval(watch);
    onWindow('closed');
  };
  const watch = setInterval(look, 500);
  signal.addEventListener('abort', () => clearInterval(watch), { once: true });
  look();
}

/** This page goes away; shown again from the back-forward cache, it is as it was and offers the way once more. */
function leave(undo: () => void, { signal, onWindow }: Pick<SignIn, 'signal' | 'onWindow'>): void {
  const onShow = ({ persisted }: PageTransitionEvent): void => {
    undo();
    if (persisted) onWindow('returned');
  };
  window.addEventListener('pageshow', onShow, { signal });
  signal.addEventListener('abort', undo);
}

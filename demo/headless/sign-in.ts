import { pollAttempt, type AttemptHandle, type ConnectionSource } from 'connection-embed/client';
import {
  ConnectionError,
  isProblemCode,
  type Attempt,
  type Connection,
  type CreateAttempt,
} from 'connection-embed/contract';

export interface SignInOptions {
  source: ConnectionSource;
  popup: Window;
  signal: AbortSignal;
  /** The provider's page is on its way in the window. */
  onStarted(): void;
}

/** The window to sign in. A browser opens one only in the user's click, before anything that takes time; null where it refuses. */
export function openWindow(): Window | null {
  return window.open('about:blank', `sign-in-${crypto.randomUUID()}`, 'popup,width=520,height=720');
}

/**
 * One try to connect by OAuth: rejects with a `ConnectionError` when it ends otherwise. What the window seems to be
 * (`popup.closed`) is not asked, because a provider's page can make it lie; the server alone knows the result.
 */
export async function signIn(
  input: CreateAttempt,
  { source, popup, signal, onStarted }: SignInOptions,
): Promise<{ connection: Connection; reconnected?: boolean | undefined }> {
  signal.addEventListener('abort', () => popup.close());
  const { ticket, id, poll_secret } = await source.createAttempt(
    { ...input, mode: 'popup' },
    { key: crypto.randomUUID(), signal },
  );
  const handle: AttemptHandle = { id, poll_secret };
  signal.addEventListener('abort', () => void source.cancelAttempt(handle).catch(() => undefined));
  postTicket(popup.document, { startUrl: source.startUrl, ticket });
  onStarted();
  const ended = await pollAttempt(source, handle, { signal, kicks: whenBack(signal) });
  if (ended.status === 'connected' && ended.connection) return { ...ended, connection: ended.connection };
  throw new ConnectionError(codeOf(ended));
}

/**
 * The ticket goes as a form out of the window's own document, which is the one that gets the cookie; behind a referrer
 * policy under which the server is told the origin of this page.
 */
function postTicket(target: Document, { startUrl, ticket }: { startUrl: string; ticket: string }): void {
  const policy = target.createElement('meta');
  policy.name = 'referrer';
  policy.content = 'strict-origin';
  target.head.append(policy);
  const form = target.createElement('form');
  form.method = 'post';
  form.action = startUrl;
  const input = target.createElement('input');
  input.type = 'hidden';
  input.name = 'ticket';
  input.value = ticket;
  form.append(input);
  target.body.append(form);
  form.submit();
}

/** Asks at once when the user comes back to this page. */
function whenBack(signal: AbortSignal): EventTarget {
  const kicks = new EventTarget();
  window.addEventListener('focus', () => kicks.dispatchEvent(new Event('kick')), { signal });
  return kicks;
}

function codeOf({ status, code }: Attempt): ConnectionError['code'] {
  if (code !== undefined && isProblemCode(code)) return code;
  return status === 'denied' ? 'access_denied' : status === 'expired' ? 'attempt_expired' : 'exchange_failed';
}

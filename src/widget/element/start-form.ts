import { ConnectionError } from '../../contract/problem.js';
import { isPrivate, normalUrl } from '../client/session.js';

/**
 * Hands the ticket to the server as a form POST built in the document that is to be bound: a popup's own, or this
 * page's. Only a navigation out of that document carries the real `Origin` and sets the cookie there, and only behind
 * a `strict-origin` referrer does the origin survive a host page that sends `no-referrer`.
 * Returns what takes the form out again, for a page that is shown again from the back-forward cache. The referrer policy
 * stays `strict-origin` there: no document goes back on one when its `meta` is removed.
 * @throws ConnectionError `endpoint_mismatch` for an address that must not be given a ticket
 */
export function postTicket(target: Document, { startUrl, ticket }: { startUrl: string; ticket: string }): () => void {
  const action = trustedUrl(startUrl);
  const meta = target.createElement('meta');
  meta.name = 'referrer';
  meta.content = 'strict-origin';
  const form = target.createElement('form');
  form.method = 'post';
  form.action = action;
  form.hidden = true;
  const input = target.createElement('input');
  input.type = 'hidden';
  input.name = 'ticket';
  input.value = ticket;
  form.append(input);
  target.head.append(meta);
  (target.body ?? target.documentElement).append(form);
  const undo = (): void => {
    meta.remove();
    form.remove();
  };
  try {
    form.submit();
  } catch (cause) {
    undo();
    throw cause;
  }
  return undo;
}

/**
 * `startUrl`, absolute, if a ticket may go there: https (http on this machine only), no user information in it.
 * @throws ConnectionError `endpoint_mismatch`
 */
export function trustedUrl(startUrl: string): string {
  const url = URL.canParse(startUrl, location.href) ? new URL(startUrl, location.href) : undefined;
  if (!url || !normalUrl(url.href) || !isPrivate(url)) {
    throw new ConnectionError('endpoint_mismatch', {
      message: `no ticket is sent to ${url?.origin ?? 'an invalid URL'}`,
    });
  }
  return url.href;
}

import type { Context } from 'hono';
import { html } from 'hono/html';
import { problems, type ProblemCode } from '../../../contract/index.js';
import type { AttemptRecord } from '../../attempt/index.js';
import type { Env } from '../options.js';
import { page, type Page } from './page.js';

/**
 * The last page of a sign-in in a window of its own: says how it ended, hints to the page that waits (which then asks the
 * server, and believes nothing else), and closes itself. `confirmedBy` names who still has to confirm what was connected.
 */
export function resultPage(
  c: Context<Env>,
  attempt: AttemptRecord,
  { confirmedBy }: { readonly confirmedBy?: string | undefined } = {},
): Promise<Response> {
  const words = attempt.status === 'connected' ? made(confirmedBy) : (said[attempt.code ?? ''] ?? otherwise);
  return page(c, {
    title: words.title,
    body: html`<h1 data-attempt="${attempt.id}">${words.title}</h1>
      <p>${words.text}</p>`,
    script: `
      const id = document.querySelector('[data-attempt]').dataset.attempt;
      const channel = new BroadcastChannel('connection-attempt-' + id);
      channel.postMessage('ended');
      channel.close();
      close();`,
  });
}

/** A refusal without an attempt to return to. It names the code, so that a support team can be told it. */
export function refusedPage(
  c: Context<Env>,
  code: ProblemCode,
  { status = problems[code].status, words = said[code] ?? otherwise }: { status?: number; words?: Words } = {},
): Promise<Response> {
  return page(c, {
    status: pageStatus(status),
    title: words.title,
    body: html`<h1>${words.title}</h1>
      <p>${words.text}</p>
      <p class="code">${code} · ${c.get('requestId')}</p>`,
  });
}

interface Words {
  readonly title: string;
  readonly text: string;
}

function made(confirmedBy: string | undefined): Words {
  const over = 'You can close this window and go back to where you started.';
  return confirmedBy === undefined
    ? { title: 'You are connected', text: over }
    : { title: 'Almost done', text: `${confirmedBy} still has to confirm it. ${over}` };
}

const otherwise: Words = {
  title: 'This did not work',
  text: 'Nothing was connected. Close this window, go back to where you started and try again.',
};
const said: Record<string, Words> = {
  access_denied: {
    title: 'Access was not given',
    text: 'Nothing was connected. Close this window and go back to where you started.',
  },
  attempt_used: {
    title: 'This sign-in is already completed',
    text: 'There is nothing more to do here. Close this window and go back to where you started.',
  },
  attempt_expired: {
    title: 'This sign-in took too long',
    text: 'Nothing was connected. Go back to where you started and try again.',
  },
  attempt_cancelled: {
    title: 'This sign-in was cancelled',
    text: 'Nothing was connected. Close this window and go back to where you started.',
  },
  browser_mismatch: {
    title: 'This sign-in was started somewhere else',
    text: 'It can only be finished in the browser and by the user that started it. Nothing was connected.',
  },
  origin_refused: {
    title: 'This sign-in was opened from the wrong page',
    text: 'Nothing was connected. Go back to where you started and try again.',
  },
  account_mismatch: {
    title: 'That is another account',
    text: 'The connection was left as it was. Go back and sign in with the account it was made with.',
  },
};

function pageStatus(status: number): NonNullable<Page['status']> {
  const statuses = [400, 403, 405, 410, 413, 415, 429, 500, 502, 503, 504] as const;
  return statuses.find((one) => one === status) ?? 400;
}

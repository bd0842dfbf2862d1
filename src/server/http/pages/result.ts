import type { Context } from 'hono';
import { html } from 'hono/html';
import { problems, type ProblemCode } from '../../../contract/index.js';
import type { AttemptRecord } from '../../attempt/index.js';
import type { Env } from '../options.js';
import { fill, type PageWords } from './copy/index.js';
import { wordsFor } from './language.js';
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
  const copy = wordsFor(c);
  const made = confirmedBy === undefined ? copy.connected : copy.almost;
  const words = attempt.status === 'connected' ? made : (copy.problems[attempt.code ?? ''] ?? copy.otherwise);
  return page(c, {
    copy,
    title: words.title,
    body: html`<h1 data-attempt="${attempt.id}">${words.title}</h1>
      <p>${fill(words.text, { name: confirmedBy ?? '' })}</p>`,
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
  { status = problems[code].status, words }: { status?: number; words?: PageWords } = {},
): Promise<Response> {
  const copy = wordsFor(c);
  const { title, text } = words ?? copy.problems[code] ?? copy.otherwise;
  return page(c, {
    copy,
    status: pageStatus(status),
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      <p class="code" dir="ltr">${code} · ${c.get('requestId')}</p>`,
  });
}

function pageStatus(status: number): NonNullable<Page['status']> {
  const statuses = [400, 403, 405, 410, 413, 415, 429, 500, 502, 503, 504] as const;
  return statuses.find((one) => one === status) ?? 400;
}

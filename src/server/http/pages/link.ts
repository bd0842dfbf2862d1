import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Integration } from '../../../contract/index.js';
import { permissionWords } from '../permission-words.js';
import type { Env } from '../options.js';
import { fill } from './copy/index.js';
import { wordsFor } from './language.js';
import { monogram } from './monogram.js';
import { page } from './page.js';
import { refusedPage } from './result.js';

export interface LinkPage {
  readonly integration: Integration;
  /** Host of whoever asks. */
  readonly asks: string;
  readonly external_xref: string;
  readonly permissions: readonly string[];
  /** Beside the address itself, what the button sends along. */
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * What a link opens: who asks, for which user and what is shared. It does nothing by itself, because a link says nothing
 * about who opened it; its button is the click that binds this browser.
 */
export function linkPage(c: Context<Env>, link: LinkPage): Promise<Response> {
  const { integration, asks, external_xref, permissions, fields = {} } = link;
  const copy = wordsFor(c);
  const names = { integration: integration.name, asks };
  const title = fill(copy.connectTitle, names);
  return page(c, {
    copy,
    title,
    formAction: "'self'",
    referrer: 'same-origin',
    body: html`${monogram(integration)}
      <h1>${title}</h1>
      <p>${fill(copy.asks, names)}</p>
      <ul class="facts">
        <li><small>${copy.forUser}</small><bdi>${external_xref}</bdi></li>
        ${permissionWords(permissions, copy).map((words) => html`<li>${words}</li>`)}
      </ul>
      <form method="post">
        ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button class="lead">${fill(copy.continueTo, names)}</button>
      </form>
      <p class="note">${copy.unexpected}</p>`,
  });
}

/** A link that leads nowhere any more, or never did: 410 either way, since nobody can be told which by its address alone. */
export function linkOverPage(c: Context<Env>, code: 'attempt_used' | 'attempt_expired'): Promise<Response> {
  const { linkUsed, linkOver } = wordsFor(c);
  return refusedPage(c, code, { status: 410, words: code === 'attempt_used' ? linkUsed : linkOver });
}

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Integration } from '../../../contract/index.js';
import { permissionWords } from '../permission-words.js';
import type { Env } from '../options.js';
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
  return page(c, {
    title: `Connect ${integration.name}`,
    formAction: "'self'",
    referrer: 'same-origin',
    body: html`${monogram(integration)}
      <h1>Connect ${integration.name}</h1>
      <p>${asks} asks for access to your ${integration.name} account.</p>
      <ul class="facts">
        <li><small>For the user</small>${external_xref}</li>
        ${permissions.map((one) => html`<li>${permissionWords(one)}</li>`)}
      </ul>
      <form method="post">
        ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button class="lead">Continue to ${integration.name}</button>
      </form>
      <p class="note">
        If you did not expect this, or that user is not you, close this page: whoever sent it would get access to your
        account.
      </p>`,
  });
}

/** A link that leads nowhere any more, or never did: 410 either way, since nobody can be told which by its address alone. */
export function linkOverPage(c: Context<Env>, code: 'attempt_used' | 'attempt_expired'): Promise<Response> {
  return refusedPage(c, code, { status: 410, words: code === 'attempt_used' ? used : over });
}

const used = {
  title: 'This link was used already',
  text: 'It works once. If that was not you, or nothing was connected, ask for a new one where you got it.',
};
const over = {
  title: 'This link is no longer good',
  text: 'It works for a while only, and only if all of it was copied. Ask for a new one where you got it.',
};

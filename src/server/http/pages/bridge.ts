import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Env } from '../options.js';
import { wordsFor } from './language.js';
import { page } from './page.js';

/**
 * The step between our form and the provider: 200 and a script, because a 303 from a form post dies by the host page's
 * `form-action` in Chromium. It drops `opener` first, or any page of the provider could navigate the host.
 */
export function bridgePage(c: Context<Env>, url: string): Promise<Response> {
  const copy = wordsFor(c);
  return page(c, {
    copy,
    title: copy.opening,
    body: html`<h1>${copy.opening}</h1>
      <p>${copy.nothingHappens}</p>
      <a id="next" href="${url}" rel="noreferrer">${copy.continue}</a>`,
    script: `opener = null; location.replace(document.getElementById('next').href);`,
  });
}

/**
 * Asks for the same callback once more from a page of our own site: a host's `SameSite=Strict` cookie stays away when the
 * provider redirects here, and comes along when we do. Nothing of the request is written into the page.
 */
export function askAgainPage(c: Context<Env>): Promise<Response> {
  const copy = wordsFor(c);
  return page(c, {
    copy,
    title: copy.moment,
    body: html`<h1>${copy.moment}</h1>
      <p>${copy.finishing}</p>`,
    // Some providers add a fragment, behind which nothing would be a parameter any more.
    script: `
      const url = new URL(location.href);
      url.hash = '';
      url.searchParams.set('${ASKED}', '1');
      location.replace(url);`,
  });
}

/** Marks a callback that already went through {@link askAgainPage}. */
export const ASKED = 'connection_asked';

/** A provider's cross-site form post carries no cookie of ours, so this page posts the same fields again from here, once. */
export function repostPage(c: Context<Env>, fields: URLSearchParams): Promise<Response> {
  const copy = wordsFor(c);
  return page(c, {
    copy,
    title: copy.moment,
    formAction: "'self'",
    body: html`<h1>${copy.moment}</h1>
      <p>${copy.finishing}</p>
      <form method="post">
        ${[...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <input type="hidden" name="${ASKED}" value="1" />
        <button>${copy.continue}</button>
      </form>`,
    // By the prototype: a field of the provider's may be called `submit`.
    script: `HTMLFormElement.prototype.submit.call(document.forms[0]);`,
  });
}

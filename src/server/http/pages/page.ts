import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { randomToken } from '../../store/index.js';
import type { Env } from '../options.js';
import { directionOf, type PageCopy } from './copy/index.js';

type Markup = ReturnType<typeof html>;

export interface Page {
  readonly status?: 200 | 400 | 403 | 405 | 410 | 413 | 415 | 429 | 500 | 502 | 503 | 504;
  readonly title: string;
  /** What its words are in; English where it is left out. */
  readonly copy?: PageCopy;
  readonly body: Markup;
  /** Runs under the page's nonce; made of our own constant text only, data reaches it through attributes. */
  readonly script?: string;
  /** Where a form of this page may go; nowhere unless said. */
  readonly formAction?: "'self'";
  /** `same-origin` lets the page's own form show its origin; without it nobody is told where the page was. */
  readonly referrer?: 'no-referrer' | 'same-origin';
  /** The page holds the widget, which has a frame of its own: its script, its calls to this server and logos on https. */
  readonly widget?: string;
  /** Rules of this page, after those of all; our own constant text only. */
  readonly style?: string;
}

/**
 * One of the few pages a user sees of this server. It loads nothing, is not framed, not stored, tells no one where it was,
 * and sends no COOP, which would cut it off from the page that opened it.
 */
export async function page(
  c: Context<Env>,
  { status = 200, title, copy, body, script, formAction, referrer = 'no-referrer', widget, style = '' }: Page,
): Promise<Response> {
  const nonce = randomToken(16);
  const csp = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'${widget ? " 'strict-dynamic'" : ''}`,
    `style-src 'nonce-${nonce}'`,
    `form-action ${formAction ?? "'none'"}`,
    ...(widget ? ["connect-src 'self'", "img-src https: data: 'self'"] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  c.header('Content-Security-Policy', csp.join('; '));
  c.header('X-Frame-Options', 'DENY');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', referrer);
  c.header('Cache-Control', 'no-store');
  c.status(status);
  return c.html(
    html`<!doctype html>
      <html lang="${copy?.lang ?? 'en'}" dir="${copy ? directionOf(copy) : 'ltr'}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <style nonce="${nonce}">
            ${raw(shared + style)}
          </style>
          ${widget ? widgetHead(widget, nonce) : ''}
        </head>
        <body>
          ${widget ? body : html`<main>${body}</main>`}
          ${
            script
              ? html`<script nonce="${nonce}">
                  ${raw(script)};
                </script>`
              : ''
          }
        </body>
      </html>`,
  );
}

/** Its script, and an icon that nobody is asked for; where images are refused altogether, none is looked for. */
function widgetHead(widget: string, nonce: string): Markup {
  return html`<link rel="icon" href="data:," />
    <script type="module" nonce="${nonce}" src="${widget}"></script>`;
}

/** The colours are the widget's own, so that a link, its form and the last page look like one. */
const shared = `
:root {
  color-scheme: light dark;
  --surface: light-dark(Canvas, color-mix(in oklab, Canvas 78%, #353d5c));
  --ink: light-dark(color-mix(in oklab, CanvasText 64%, #566080), color-mix(in oklab, CanvasText 93%, #566080));
  --ground: light-dark(color-mix(in oklab, Canvas 95%, #8a93ab), color-mix(in oklab, Canvas 60%, #070a14));
  --line: color-mix(in oklab, var(--ink) 13%, var(--surface));
  --quiet: color-mix(in oklab, var(--ink) 64%, var(--surface));
  --accent: light-dark(#3b5bdb, #8ea2ff);
  --on-accent: light-dark(#fff, #0d1020);
}
@supports (color: oklch(from AccentColor l c h)) {
  :root {
    --accent: light-dark(oklch(from AccentColor min(l, 0.54) c h), oklch(from AccentColor max(l, 0.74) min(c, 0.14) h));
    --on-accent: oklch(from var(--accent) clamp(0.1, (0.6 - l) * 999, 1) 0 h);
  }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100svh; display: grid; place-items: center; padding: 20px; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 32px 24px; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); box-shadow: 0 1px 2px rgb(0 0 0 / 5%), 0 8px 28px rgb(0 0 0 / 6%); text-align: center; }
h1 { margin: 0 0 8px; font-size: 19px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; overflow-wrap: anywhere; }
p { margin: 0; color: var(--quiet); text-wrap: pretty; overflow-wrap: anywhere; }
a, button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; margin-top: 20px; padding: 9px 20px; border: 1px solid var(--line); border-radius: 10px; color: inherit; background: none; font: inherit; font-weight: 600; line-height: 1.3; text-decoration: none; text-wrap: balance; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.lead { background: var(--accent); color: var(--on-accent); border-color: transparent; width: 100%; }
.lead:hover { background: color-mix(in oklab, var(--accent) 92%, CanvasText); }
.monogram { display: block; margin: 0 auto 16px; }
.facts { margin: 20px 0 0; padding: 0; list-style: none; text-align: start; border: 1px solid var(--line); border-radius: 10px; }
.facts li { padding: 10px 14px; overflow-wrap: anywhere; }
.facts li + li { border-top: 1px solid var(--line); }
.facts small { display: block; color: var(--quiet); font-size: 13px; }
.note { margin-top: 16px; font-size: 13px; }
.app { display: grid; justify-items: center; gap: 16px; width: 100%; --below: 0px; --connection-embed-height: min(38rem, 100svh - 104px - var(--below)); }
.app:has(> button) { --below: 60px; }
.app > button { margin: 0; }
connection-embed:is(:state(waiting), :state(creating)) + button { visibility: hidden; }
.who { max-width: 26rem; text-align: center; text-wrap: balance; overflow-wrap: anywhere; }
.who b { color: CanvasText; }
.code { margin-top: 20px; font: 12px/1.5 ui-monospace, monospace; }
@media (max-width: 400px) { body { padding: 12px; } main { padding: 28px 18px; } .app { --connection-embed-height: calc(100svh - 108px - var(--below)); } }
`;

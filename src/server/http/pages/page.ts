import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { randomToken } from '../../store/index.js';
import type { Env } from '../options.js';

type Markup = ReturnType<typeof html>;

export interface Page {
  readonly status?: 200 | 400 | 403 | 405 | 410 | 413 | 415 | 429 | 500 | 502 | 503 | 504;
  readonly title: string;
  readonly body: Markup;
  /** Runs under the page's nonce; made of our own constant text only, data reaches it through attributes. */
  readonly script?: string;
  /** Where a form of this page may go; nowhere unless said. */
  readonly formAction?: "'self'";
  /** `same-origin` lets the page's own form show its origin; without it nobody is told where the page was. */
  readonly referrer?: 'no-referrer' | 'same-origin';
  /** The page holds the widget: its script, its calls to this server and logos from anywhere on https. */
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
  { status = 200, title, body, script, formAction, referrer = 'no-referrer', widget, style = '' }: Page,
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
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <style nonce="${nonce}">
            ${raw(shared + style)}
          </style>
          ${widget ? html`<script type="module" nonce="${nonce}" src="${widget}"></script>` : ''}
        </head>
        <body>
          <main>${body}</main>
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

const shared = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 14%, transparent); --quiet: color-mix(in srgb, CanvasText 68%, transparent); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100svh; display: grid; place-items: center; padding: 20px; background: color-mix(in srgb, Canvas 97%, CanvasText); color: CanvasText; font: 15px/1.45 system-ui, sans-serif; }
main { width: 100%; max-width: 400px; padding: 32px 24px; border: 1px solid var(--line); border-radius: 16px; background: Canvas; text-align: center; }
h1 { margin: 0 0 8px; font-size: 19px; line-height: 1.25; font-weight: 600; text-wrap: balance; }
p { margin: 0; color: var(--quiet); text-wrap: pretty; }
a, button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; margin-top: 20px; padding: 0 20px; border: 1px solid var(--line); border-radius: 10px; color: inherit; background: none; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 2px solid AccentColor; outline-offset: 2px; }
.lead { background: CanvasText; color: Canvas; border-color: transparent; width: 100%; }
.facts { margin: 20px 0 0; padding: 0; list-style: none; text-align: start; border: 1px solid var(--line); border-radius: 10px; }
.facts li { padding: 10px 14px; overflow-wrap: anywhere; }
.facts li + li { border-top: 1px solid var(--line); }
.facts small { display: block; color: var(--quiet); font-size: 13px; }
.note { margin-top: 16px; font-size: 13px; }
.app { width: 100%; max-width: 480px; padding: 0; border: 0; background: none; text-align: start; }
.app > p { text-align: center; }
.code { margin-top: 20px; font: 13px/1.45 ui-monospace, monospace; }
`;

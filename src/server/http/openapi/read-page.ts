import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Deps, Env } from '../options.js';
import { page } from '../pages/page.js';
import { routeGroups } from './document.js';
import { params } from './params.js';
import type { Access, RouteDoc, RouteGroup } from './route-doc.js';

/** The routes on a page to read: every one a line that opens, found by the browser's own search. Needs no script. */
export function readPage(c: Context<Env>, deps: Deps): Promise<Response> {
  const endpoint = deps.url.href.replace(/\/$/, '');
  return page(c, {
    title: 'connection-embed: routes',
    style,
    body: html`<h1>Routes of this server</h1>
      <p>
        connection-embed ${deps.version} at <code>${endpoint}</code>. Shapes are in
        <a class="inline" href="${endpoint}/openapi.json">openapi.json</a>
      </p>
      ${routeGroups.map(groupPart)}`,
  });
}

const style = `
body { place-items: start center; }
main { max-width: 860px; text-align: start; }
section { margin-top: 32px; }
h2 { margin: 0 0 4px; font-size: 16px; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
a.inline { display: inline; min-height: 0; margin: 0; padding: 0; border: 0; font-weight: inherit; text-decoration: underline; }
.routes { margin-top: 12px; border: 1px solid var(--line); border-radius: 10px; }
details + details { border-top: 1px solid var(--line); }
summary { display: flex; gap: 4px 12px; flex-wrap: wrap; align-items: baseline; min-height: 44px; padding: 11px 14px; cursor: pointer; }
summary::marker { content: ''; }
summary::after { content: '+'; color: var(--quiet); }
details[open] > summary::after { content: '\\2212'; }
summary b { flex: none; width: 56px; font: 600 12px/1.5 ui-monospace, monospace; color: var(--quiet); }
summary code { flex: 1 1 180px; min-width: 0; }
details > p, dl { padding: 0 14px; }
dl { margin: 12px 0 16px; display: grid; grid-template-columns: minmax(0, 11rem) minmax(0, 1fr); gap: 6px 16px; font-size: 14px; }
dt { color: var(--quiet); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 520px) { body { padding: 8px; } main { padding: 24px 14px; } dl { display: block; } dd { margin: 0 0 8px; } }
`;

function groupPart({ name, about, routes }: RouteGroup) {
  return html`<section>
    <h2>${name}</h2>
    <p>${about}</p>
    <div class="routes">${routes.map(routePart)}</div>
  </section>`;
}

function routePart(route: RouteDoc) {
  const { method, path, summary, access, params: taken = [], body, codes = [] } = route;
  return html`<details>
    <summary><b>${method.toUpperCase()}</b><code>${path}</code></summary>
    <p>${summary}</p>
    <dl>
      <dt>Who asks</dt>
      <dd>${access.map((one) => asks[one]).join('; or ')}</dd>
      ${taken.map(
        (name) =>
          html`<dt><code>${name}</code></dt>
            <dd>${params[name].description}</dd>`,
      )}
      ${
        body === undefined
          ? ''
          : html`<dt>Body</dt>
              <dd><code>${typeof body === 'string' ? body : body.form.join(', ') || 'an empty form'}</code></dd>`
      }
      <dt>Answers</dt>
      <dd><code>${answers(route)}</code></dd>
      ${
        codes.length === 0
          ? ''
          : html`<dt>Fails with</dt>
              <dd><code>${codes.join(', ')}</code></dd>`
      }
    </dl>
  </details>`;
}

const asks: Readonly<Record<Access, string>> = {
  key: 'your backend, with an API key',
  session: 'a page, with a session token',
  'poll-secret': 'whoever has the attempt’s poll secret',
  'apideck-key': 'your backend, with an API key and Apideck’s headers',
  'apideck-session': 'a page, with a session token and X-APIDECK-AUTH-TYPE: JWT',
  nobody: 'anybody',
};

function answers({ answer }: RouteDoc): string {
  if (typeof answer === 'string') return answer === 'empty' ? '204' : answer;
  if ('schema' in answer) return answer.schema;
  if ('list' in answer) return `${answer.list}[]`;
  return 'data' in answer ? `{ data: ${answer.data} }` : `{ data: ${answer.dataList}[] }`;
}

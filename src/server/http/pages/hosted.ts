import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Deps, Env } from '../options.js';
import { wordsFor } from './language.js';
import { page } from './page.js';

/**
 * The widget on a page of our own. The page knows nothing when it is sent: its script swaps the code in the fragment for
 * a session, takes it off the address, and leads back where the session says.
 */
export function hostedPage(c: Context<Env>, deps: Deps): Promise<Response> {
  const endpoint = deps.url.href.replace(/\/$/, '');
  const copy = wordsFor(c);
  const { retry, cancel, received, allDone, who, unreachable, somebodyElse, linkOver } = copy;
  const words = JSON.stringify({ retry, cancel, received, allDone, who, unreachable, somebodyElse, linkOver });
  return page(c, {
    copy,
    title: copy.hostedTitle,
    formAction: "'self'",
    referrer: 'same-origin',
    widget: `${endpoint}/connection-embed.js`,
    body: html`<div class="app" data-endpoint="${endpoint}" data-words="${words}">
      <p role="status">${copy.moment} …</p>
      <noscript><p>${copy.needsScript}</p></noscript>
    </div>`,
    script,
  });
}

const script = `
const app = document.querySelector('.app');
const { endpoint } = app.dataset;
const words = JSON.parse(app.dataset.words);
const kept = 'connection-hosted-page';
let known = JSON.parse(sessionStorage.getItem(kept) || '{}');
const code = location.hash.slice(1);
if (code) history.replaceState(null, '', location.pathname + location.search);
// Another link to this very page changes nothing but the fragment, which loads nothing.
addEventListener('hashchange', () => location.hash.length > 1 && location.reload());

const ask = async (body) => {
  const reply = await fetch(endpoint + '/hosted/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const value = await reply.json();
  if (reply.ok) return value;
  throw Object.assign(new Error(value.code), { code: value.code });
};

// Isolated, so that a name of the other direction does not turn the words around it.
const fill = (line, names) =>
  line.replace(/[{]([a-z]+)[}]/g, (_, name) =>
    /[\u0590-\u08ff]/.test(line + names[name]) ? '\u2068' + names[name] + '\u2069' : names[name],
  );

const say = ({ title, text }, again) => {
  const heading = document.createElement('h1');
  heading.textContent = title;
  const line = document.createElement('p');
  line.textContent = text;
  const box = document.createElement('main');
  box.append(heading, line);
  if (again) {
    const button = document.createElement('button');
    button.textContent = words.retry;
    button.addEventListener('click', again);
    box.append(button);
  }
  box.setAttribute('role', 'alert');
  app.replaceChildren(box);
};

const back = (to, params) => {
  const url = new URL(to);
  for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value);
  location.replace(url);
};

const show = (opened) => {
  const embed = document.createElement('connection-embed');
  const asks = opened.name || opened.asks;
  if (opened.name) document.title = opened.name;
  embed.copy = {
    ...(opened.name && { product: opened.name }),
    ...(opened.waits && { connected: ({ integration }) => fill(words.received, { integration, asks }) }),
  };
  let first = opened.session.token;
  embed.fetchSession = async () => {
    const token = first || (await ask({ id: opened.id })).session.token;
    first = undefined;
    return token;
  };
  embed.setAttribute('endpoint', endpoint);
  if (opened.integration) embed.setAttribute('integration', opened.integration);
  // A form that a link led to is declined as a sign-in is; a page to look around in is just left.
  const declined = opened.integration && (opened.failure_redirect || opened.redirect_uri);
  const cancel = document.createElement('button');
  cancel.textContent = words.cancel;
  cancel.addEventListener('click', () => {
    // What is under way may still be connected; a browser that knows no custom states shows the button all the same.
    if (embed.flow.step === 'waiting' || embed.flow.step === 'creating') return;
    back(declined, { error: 'access_denied', state: opened.state });
  });
  embed.addEventListener('connection-created', (event) => {
    cancel.remove();
    const { id } = event.detail.connection;
    if (opened.success_redirect) back(opened.success_redirect, { id, state: opened.state });
  });
  embed.addEventListener('embed-close', (event) => {
    event.preventDefault();
    if (opened.redirect_uri) back(opened.redirect_uri, {});
    else say(words.allDone);
  });
  app.setAttribute('role', 'main');
  const who = document.createElement('p');
  who.className = 'who';
  const user = document.createElement('b');
  user.textContent = opened.external_xref;
  user.dir = 'auto';
  const [before, after] = words.who.split('{user}');
  who.append(fill(before, { asks }), user, fill(after, { asks }));
  app.replaceChildren(who, embed, ...(declined ? [cancel] : []));
};

const open = async (body) => {
  let next = body;
  try {
    const { session, ...told } = await ask(body);
    // Where it leads back to is told with the code alone, because no cookie holds it all.
    if (body.code) known = told;
    known.waits = told.waits;
    sessionStorage.setItem(kept, JSON.stringify(known));
    next = { id: told.id };
    const opened = { ...known, session };
    await import(endpoint + '/connection-embed.js');
    show(opened);
  } catch (error) {
    if (error.code === undefined || error.code === 'rate_limited' || error.code === 'store_unavailable')
      say(words.unreachable, () => open(next));
    else if (error.code === 'browser_mismatch')
      say(words.somebodyElse, () => open(next));
    else say(words.linkOver);
  }
};
if (code) void open({ code });
else if (known.id) void open({ id: known.id });
else say(words.linkOver);
`;

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Deps, Env } from '../options.js';
import { page } from './page.js';

/**
 * The widget on a page of our own. The page knows nothing when it is sent: its script swaps the code in the fragment for
 * a session, takes it off the address, and leads back where the session says.
 */
export function hostedPage(c: Context<Env>, deps: Deps): Promise<Response> {
  const endpoint = deps.url.href.replace(/\/$/, '');
  return page(c, {
    title: 'Connect an account',
    formAction: "'self'",
    referrer: 'same-origin',
    widget: `${endpoint}/connection-embed.js`,
    body: html`<div class="app" data-endpoint="${endpoint}">
      <p role="status">One moment …</p>
      <noscript><p>This page needs JavaScript.</p></noscript>
    </div>`,
    script,
  });
}

const script = `
const app = document.querySelector('.app');
const { endpoint } = app.dataset;
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

const say = (title, text, again) => {
  const heading = document.createElement('h1');
  heading.textContent = title;
  const words = document.createElement('p');
  words.textContent = text;
  const box = document.createElement('main');
  box.append(heading, words);
  if (again) {
    const button = document.createElement('button');
    button.textContent = 'Try again';
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
  const received = (integration) => integration + ' is received. ' + asks + ' still has to confirm it.';
  if (opened.name) document.title = opened.name;
  embed.copy = {
    ...(opened.name && { product: opened.name }),
    ...(opened.waits && {
      connected: ({ integration }) => received(integration),
      announceConnected: received,
    }),
  };
  let first = opened.session.token;
  embed.fetchSession = async () => {
    const token = first || (await ask({ id: opened.id })).session.token;
    first = undefined;
    return token;
  };
  embed.setAttribute('endpoint', endpoint);
  if (opened.integration) embed.setAttribute('integration', opened.integration);
  let made;
  embed.addEventListener('connection-created', (event) => {
    made = event.detail.connection.id;
    if (opened.success_redirect) back(opened.success_redirect, { id: made, state: opened.state });
  });
  embed.addEventListener('embed-close', (event) => {
    if (opened.redirect_uri) back(opened.redirect_uri, {});
    else if (!made && opened.failure_redirect) back(opened.failure_redirect, { error: 'access_denied', state: opened.state });
    else if (made) say('All done', 'You can close this page.');
    else return;
    event.preventDefault();
  });
  app.setAttribute('role', 'main');
  const who = document.createElement('p');
  who.className = 'who';
  who.textContent = asks + ' asks you to connect an account for the user ';
  const user = document.createElement('b');
  user.textContent = opened.external_xref;
  who.append(user, '.');
  app.replaceChildren(who, embed);
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
      say('This page could not be reached', 'Nothing was lost. Try again in a moment.', () => open(next));
    else if (error.code === 'browser_mismatch')
      say('This link is for somebody else', 'Sign in as the user it was made for, then try again.', () => open(next));
    else say('This link is no longer good', 'It works once, and only for a while. Ask for a new one where you got it.');
  }
};
if (code) void open({ code });
else if (known.id) void open({ id: known.id });
else say('This link is no longer good', 'Ask for a new one where you got it.');
`;

import type { RouteDoc, RouteGroup } from './route-doc.js';

const attempt = '/oauth/attempts/{id}';
const code = '/oauth/code/:type?';

const backend: readonly RouteDoc[] = [
  {
    method: 'post',
    path: '/sessions',
    summary: 'Mints a session: with a key for any end user, without one for whom `resolveUser` names.',
    access: ['key', 'nobody'],
    body: 'CreateSession',
    answer: { schema: 'Session' },
    codes: ['invalid_request', 'unauthorized', 'forbidden', 'origin_refused'],
  },
  {
    method: 'post',
    path: '/connections/{id}/credentials',
    summary: 'Live credentials, refreshed where they are about to end. Takes a key with the scope `credentials`.',
    access: ['key'],
    params: ['env'],
    answer: { schema: 'Credentials' },
    codes: [
      'not_found',
      'needs_reauth',
      'connection_paused',
      'provider_unreachable',
      'provider_failed',
      'provider_timeout',
    ],
  },
];

const signIn: readonly RouteDoc[] = [
  {
    method: 'post',
    path: '/oauth/attempts',
    summary: 'One try to connect by OAuth. `connection_id` makes it a reconnect.',
    access: ['session'],
    params: ['Idempotency-Key'],
    body: 'CreateAttempt',
    answer: { schema: 'CreatedAttempt' },
    codes: [
      'invalid_request',
      'not_found',
      'invalid_fields',
      'idempotency_conflict',
      'idempotency_mismatch',
      'too_many_attempts',
    ],
  },
  {
    method: 'get',
    path: attempt,
    summary: 'How the try stands. A session token that is sent along must be the same user’s.',
    access: ['poll-secret'],
    params: ['Attempt-Secret', 'wait'],
    answer: { schema: 'Attempt' },
    codes: ['not_found'],
  },
  {
    method: 'delete',
    path: attempt,
    summary: 'Cancels the try.',
    access: ['poll-secret'],
    params: ['Attempt-Secret'],
    answer: 'empty',
    codes: ['not_found'],
  },
  {
    method: 'post',
    path: '/oauth/start',
    summary: 'Where the window goes: binds this browser by a cookie and leads on to the provider.',
    access: ['nobody'],
    body: { form: ['ticket'] },
    answer: 'page',
  },
  ...(['/oauth/code/{type}', '/oauth/code'] as const).flatMap((path): RouteDoc[] => [
    {
      method: 'get',
      path,
      route: code,
      summary: 'The redirect URI at the provider; the short one is for apps that are registered with one for all.',
      access: ['nobody'],
      answer: 'page',
    },
    {
      method: 'post',
      path,
      route: code,
      summary: 'The same for providers that answer by `form_post`.',
      access: ['nobody'],
      body: { form: ['state', 'code', 'error', 'iss'] },
      answer: 'page',
    },
  ]),
  {
    method: 'get',
    path: '/oauth/link/{voucher}',
    summary: 'The page of a link: who asks, for what. Nothing happens until its button is pressed.',
    access: ['nobody'],
    answer: 'page',
  },
  {
    method: 'post',
    path: '/oauth/link/{voucher}',
    summary: 'That button.',
    access: ['nobody'],
    body: { form: [] },
    answer: 'page',
  },
  {
    method: 'get',
    path: '/hosted',
    summary: 'The widget on a page of this server; the code in the fragment says for whom.',
    access: ['nobody'],
    answer: 'page',
  },
  {
    method: 'post',
    path: '/hosted/session',
    summary: 'Swaps that code, once, for a session.',
    access: ['nobody'],
    body: 'OpenHosted',
    answer: { schema: 'OpenedHosted' },
    codes: ['invalid_request', 'session_expired', 'forbidden', 'origin_refused'],
  },
];

const served: readonly RouteDoc[] = [
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the server answers.',
    access: ['nobody'],
    answer: { schema: 'Health' },
  },
  ...(['/connection-embed.js', '/chunks/{file}'] as const).map((path): RouteDoc => ({
    method: 'get',
    path,
    route: '/:file{connection-embed\\.js|chunks/[\\w.-]+\\.js}',
    summary: 'The widget, of the very version of this server.',
    access: ['nobody'],
    answer: 'script',
    codes: ['not_found'],
  })),
  { method: 'get', path: '/openapi.json', summary: 'This document.', access: ['nobody'], answer: 'document' },
  { method: 'get', path: '/openapi', summary: 'This document, to be read.', access: ['nobody'], answer: 'page' },
];

/** What is this server's own. */
export const ownRoutes: readonly RouteGroup[] = [
  {
    name: 'Your backend',
    about: 'Sessions for your pages, credentials for your calls to the provider.',
    routes: backend,
  },
  { name: 'Signing in', about: 'What the tag and the browser do by themselves.', routes: signIn },
  { name: 'What is served', about: 'Open to everybody.', routes: served },
];

import type { RouteDoc, RouteGroup } from './route-doc.js';

const page = ['limit', 'offset'] as const;
const filters = ['env', 'active', 'categories', 'type', 'summary', 'updated_gte', ...page] as const;
const connection = '/unified/connection/{id}';

const routes: readonly RouteDoc[] = [
  {
    method: 'get',
    path: '/unified/integration',
    summary: 'What can be connected: all of it with a key, the allowed part with a session.',
    access: ['key', 'session'],
    params: filters,
    answer: { list: 'Integration' },
  },
  {
    method: 'get',
    path: '/unified/integration/workspace/{workspace_id}',
    summary: 'The same for pages that know the workspace id only: the active ones.',
    access: ['key', 'session', 'nobody'],
    params: filters,
    answer: { list: 'Integration' },
    codes: ['not_found'],
  },
  {
    method: 'get',
    path: '/unified/integration/auth/{workspace_id}/{integration_type}',
    summary: 'A link for one end user. It leads to a page of this server first, and works once within 24 hours.',
    access: ['key'],
    params: [
      'env',
      'external_xref',
      'scopes',
      'state',
      'subdomain',
      'lang',
      'success_redirect',
      'failure_redirect',
      'redirect',
    ],
    answer: 'text',
    codes: ['invalid_request', 'not_found'],
  },
  {
    method: 'post',
    path: '/unified/connection',
    summary: 'Makes a connection of given credentials: of any kind with a key, of the token form with a session.',
    access: ['key', 'session'],
    params: ['Idempotency-Key', 'verify'],
    body: 'ImportConnection',
    answer: { schema: 'Connection' },
    codes: [
      'invalid_request',
      'not_found',
      'invalid_fields',
      'credentials_rejected',
      'idempotency_conflict',
      'idempotency_mismatch',
      'provider_unreachable',
      'provider_failed',
      'provider_timeout',
    ],
  },
  {
    method: 'get',
    path: '/unified/connection',
    summary: 'Connections, newest first: all of them with a key, one’s own with a session.',
    access: ['key', 'session'],
    params: ['env', 'external_xref', 'categories', 'updated_gte', 'sort', 'order', ...page],
    answer: { list: 'Connection' },
    codes: ['invalid_request'],
  },
  {
    method: 'get',
    path: connection,
    summary: 'One connection. No reply shows a credential, only which there are.',
    access: ['key', 'session'],
    params: ['env'],
    answer: { schema: 'Connection' },
    codes: ['not_found'],
  },
  ...(['put', 'patch'] as const).map((method): RouteDoc => ({
    method,
    path: connection,
    summary: 'Changes label, permissions, credentials or pause; an empty list leaves it as it is.',
    access: ['key', 'session'],
    params: ['env'],
    body: 'ChangeConnection',
    answer: { schema: 'Connection' },
    codes: ['invalid_request', 'not_found', 'invalid_fields', 'credentials_rejected'],
  })),
  {
    method: 'delete',
    path: connection,
    summary: 'Removes a connection; the provider is told to revoke its tokens.',
    access: ['key', 'session'],
    params: ['env'],
    answer: 'empty',
    codes: ['not_found'],
  },
  {
    method: 'post',
    path: `${connection}/confirm`,
    summary: 'Makes a connection real that a link made: your backend knows that its user meant it.',
    access: ['key'],
    params: ['env'],
    answer: { schema: 'Connection' },
    codes: ['not_found'],
  },
];

/** Unified.to's surface, and what stands beside it on the same paths. */
export const unifiedRoutes: RouteGroup = {
  name: 'Connections',
  about: 'Unified.to’s surface: its official SDK works against it.',
  routes,
};

/** A parameter of a query or header, by the name it is sent with. */
interface Param {
  readonly in: 'query' | 'header';
  readonly required?: boolean;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const text = { type: 'string' };
const truth = { type: 'boolean' };
const texts = { type: 'array', items: text };
const time = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };

/** Every parameter that is not in a path. Lists are read as `a=1&a=2` and as `a=1,2`. */
export const params = {
  'Idempotency-Key': {
    in: 'header',
    description: 'The same key and body give the same answer for 24 hours; required with a session token.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'Attempt-Secret': { in: 'header', required: true, description: 'The attempt’s `poll_secret`.', schema: text },
  'x-apideck-app-id': { in: 'header', required: true, description: 'The workspace id of this server.', schema: text },
  'x-apideck-consumer-id': {
    in: 'header',
    required: true,
    description: 'The end user, known elsewhere as `external_xref`.',
    schema: { type: 'string', minLength: 1, maxLength: 512 },
  },
  active: { in: 'query', description: 'Only those that can be connected now, or only the others.', schema: truth },
  api: { in: 'query', description: 'Only connections of this unified API.', schema: text },
  categories: { in: 'query', description: 'Only those in one of these categories.', schema: texts },
  configured: { in: 'query', description: 'Only those with a connection, or only the others.', schema: truth },
  cursor: { in: 'query', description: 'From `meta.cursors` of the page before.', schema: text },
  env: { in: 'query', description: 'Environment; the server’s own unless said.', schema: text },
  external_xref: { in: 'query', description: 'The end user.', schema: { type: 'string', maxLength: 512 } },
  failure_redirect: { in: 'query', description: 'One of `redirects`; gets `error` and `state`.', schema: text },
  'filter[status]': { in: 'query', description: 'Only connectors of this status.', schema: text },
  'filter[unified_api]': { in: 'query', description: 'Only connectors of this unified API.', schema: text },
  lang: { in: 'query', description: 'Language of the pages on the way.', schema: text },
  limit: { in: 'query', description: 'At most so many.', schema: { ...count, minimum: 1 } },
  nonce: {
    in: 'query',
    description: 'Makes it two steps: the page gets a `confirm_token` for `confirm`.',
    schema: text,
  },
  offset: { in: 'query', description: 'So many are left out first.', schema: count },
  order: { in: 'query', description: 'Which way they are sorted.', schema: { type: 'string', enum: ['asc', 'desc'] } },
  redirect: { in: 'query', description: 'Answers 302 to the link instead of telling it.', schema: truth },
  redirect_uri: { in: 'query', description: 'Where it leads afterwards: one of `redirects`.', schema: text },
  scopes: { in: 'query', description: 'Permissions to ask for.', schema: texts },
  sort: {
    in: 'query',
    description: 'What they are sorted by.',
    schema: { type: 'string', enum: ['created_at', 'updated_at', 'integration_type'] },
  },
  state: { in: 'query', description: 'Handed back as it is.', schema: { type: 'string', maxLength: 1_024 } },
  subdomain: { in: 'query', description: 'What the provider asks for first, where it asks for one.', schema: text },
  success_redirect: { in: 'query', description: 'One of `redirects`; gets `id` and `state`.', schema: text },
  summary: { in: 'query', description: 'Only what a list on show needs.', schema: truth },
  type: { in: 'query', description: 'Only integrations of these types.', schema: texts },
  updated_gte: { in: 'query', description: 'Only those changed since.', schema: time },
  verify: {
    in: 'query',
    description:
      'Whether the credentials are tried first: those of a form are unless `false`, those of OAuth if `true`.',
    schema: truth,
  },
  wait: {
    in: 'query',
    description: 'Seconds the answer may be held back until something happens.',
    schema: { type: 'integer', minimum: 0, maximum: 25 },
  },
} as const satisfies Readonly<Record<string, Param>>;

export type ParamName = keyof typeof params;

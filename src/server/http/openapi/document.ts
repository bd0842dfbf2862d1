import { type ProblemCode, problems } from '../../../contract/index.js';
import { apideckRouteDocs } from './apideck-routes.js';
import { ownRoutes } from './own-routes.js';
import { params } from './params.js';
import type { Access, Answer, RouteDoc, RouteGroup } from './route-doc.js';
import { jsonSchemas, schemaRef } from './schemas.js';
import { unifiedRoutes } from './unified-routes.js';

/** Every route there is. A test holds it against those that are registered. */
export const routeGroups: readonly RouteGroup[] = [
  ...ownRoutes.slice(0, 1),
  unifiedRoutes,
  apideckRouteDocs,
  ...ownRoutes.slice(1),
];

/** The OpenAPI 3.1 document of a server at `url`. */
export function openapiDocument({ url, version }: { readonly url: string; readonly version: string }): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const group of routeGroups) {
    for (const route of group.routes) {
      paths[route.path] = { ...paths[route.path], [route.method]: operation(route, group) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'connection-embed',
      version,
      summary: 'Lets your users connect their own accounts.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    tags: routeGroups.map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      schemas: jsonSchemas(),
      parameters: Object.fromEntries(Object.entries(params).map(([name, param]) => [keyOf(name), { name, ...param }])),
      securitySchemes,
    },
  };
}

const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of your backend; bare, without `Bearer`, too. Refused beside an `Origin`.',
  },
  session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'What POST /sessions gave.' },
  'poll-secret': { type: 'apiKey', in: 'header', name: 'Attempt-Secret' },
  'apideck-auth-type': {
    type: 'apiKey',
    in: 'header',
    name: 'X-APIDECK-AUTH-TYPE',
    description: '`JWT` beside a session token.',
  },
};

/** One entry is one way to ask; what stands in one entry goes together (OpenAPI 3.1 §4.8.30). */
const ways: Readonly<Record<Access, Readonly<Record<string, readonly string[]>>>> = {
  key: { key: [] },
  session: { session: [] },
  'poll-secret': { 'poll-secret': [] },
  'apideck-key': { key: [] },
  'apideck-session': { session: [], 'apideck-auth-type': [] },
  nobody: {},
};

function operation(route: RouteDoc, { name }: RouteGroup): object {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part);
  return {
    operationId: [route.method, ...route.path.split(/\W+/)].filter(Boolean).join('_'),
    tags: [name],
    summary: route.summary,
    security: route.access.map((access) => ways[access]),
    parameters: [
      ...inPath.map((part) => ({ name: part, in: 'path', required: true, schema: { type: 'string' } })),
      ...(route.params ?? []).map((param) => ({ $ref: `#/components/parameters/${keyOf(param)}` })),
    ],
    ...(route.body !== undefined && { requestBody: { required: true, content: contentOf(route.body) } }),
    responses: { ...success(route.answer), ...failures(route) },
  };
}

/** Names of components have no brackets (OpenAPI 3.1 §4.8.7). */
function keyOf(param: string): string {
  return param.replaceAll(/[^\w.-]+/g, '.').replace(/\.$/, '');
}

function contentOf(body: NonNullable<RouteDoc['body']>): object {
  if (typeof body === 'string') return { 'application/json': { schema: schemaRef(body) } };
  const properties = Object.fromEntries(body.form.map((field) => [field, { type: 'string' }]));
  return { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties } } };
}

function success(answer: Answer): object {
  if (answer === 'empty') return { '204': { description: 'Done.' } };
  if (answer === 'page') {
    const page = { schema: { type: 'string' } };
    return { '200': { description: 'A page.', content: { 'text/html': page } }, '303': { description: 'On its way.' } };
  }
  const [type, schema] = contentTypeOf(answer);
  return { '200': { description: 'Good.', content: { [type]: { schema } } } };
}

function contentTypeOf(answer: Exclude<Answer, 'empty' | 'page'>): [type: string, schema: object] {
  if (answer === 'text') return ['text/plain', { type: 'string', format: 'uri' }];
  if (answer === 'script') return ['text/javascript', { type: 'string' }];
  if (answer === 'document') return ['application/json', { type: 'object' }];
  if ('schema' in answer) return ['application/json', schemaRef(answer.schema)];
  if ('list' in answer) return ['application/json', { type: 'array', items: schemaRef(answer.list) }];
  const data = 'data' in answer ? schemaRef(answer.data) : { type: 'array', items: schemaRef(answer.dataList) };
  const properties = { status_code: { type: 'integer' }, status: { type: 'string' }, data };
  return ['application/json', { type: 'object', required: ['status_code', 'status', 'data'], properties }];
}

/** By status, each with its codes. Pages fail with pages, which need no telling. */
function failures({ access, answer, codes = [], body }: RouteDoc): object {
  if (answer === 'page') return {};
  const known = access.some((one) => one !== 'nobody');
  const all = new Set<ProblemCode>([
    ...(known && access.every((one) => one !== 'nobody' && one !== 'poll-secret')
      ? (['unauthorized', 'forbidden'] as const)
      : []),
    ...(typeof body === 'string' ? (['payload_too_large', 'unsupported_media_type'] as const) : []),
    ...codes,
    'rate_limited',
    'store_unavailable',
  ]);
  const apideck = typeof answer === 'object' && ('data' in answer || 'dataList' in answer);
  const apideckAccess = access.some((one) => one.startsWith('apideck'));
  const content =
    apideck || apideckAccess
      ? { 'application/json': { schema: schemaRef('ApideckError') } }
      : { 'application/problem+json': { schema: schemaRef('Problem') } };
  const byStatus: Record<string, { description: string; content: object }> = {};
  for (const code of all) {
    const status = problems[code].status;
    const others = byStatus[status]?.description;
    byStatus[status] = { description: others === undefined ? code : `${others}, ${code}`, content };
  }
  return byStatus;
}

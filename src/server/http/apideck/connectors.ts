import * as z from 'zod/mini';
import { ConnectionError, type Integration } from '../../../contract/index.js';
import type { App, Deps } from '../options.js';
import { choiceParam, integerParam, scalarParam } from '../query.js';
import { Connector, connectorOf, connectorStatuses } from './connector-shape.js';
import { applicationOf } from './consumer.js';
import { enveloped, type Pages } from './envelope.js';
import { unifiedApiOf, unifiedApisOf } from './unified-api.js';

/** The catalogue as Apideck's connectors, in pages. It is nobody's in particular, so no consumer is asked for. */
export function connectorRoutes(app: App, deps: Deps): void {
  app.get('/connector/connectors', async (c) => {
    await applicationOf(c, deps);
    const limit = integerParam(c, 'limit', { min: 1, max: 200 }) ?? 20;
    const start = offsetIn(scalarParam(c, 'cursor'));
    const api = scalarParam(c, 'filter[unified_api]');
    const status = choiceParam(c, 'filter[status]', connectorStatuses);
    const all = (await deps.vault.integrations({})).filter((one) => matches(one, { api, status }));
    const found = all.slice(start, start + limit);
    const filter = { ...(api && { 'filter[unified_api]': api }), ...(status && { 'filter[status]': status }) };
    const pages = pagesAt(deps, { start, limit, total: all.length, filter });
    return enveloped(c, z.array(Connector), found.map(connectorOf), pages);
  });

  app.get('/connector/connectors/:id', async (c) => {
    await applicationOf(c, deps);
    const [integration] = await deps.vault.integrations({ types: [c.req.param('id')] });
    if (!integration) throw new ConnectionError('not_found', { errors: [{ path: 'service_id', code: 'not_found' }] });
    return enveloped(c, Connector, connectorOf(integration));
  });
}

function matches(integration: Integration, asked: { api: string | undefined; status: string | undefined }): boolean {
  const { api, status } = asked;
  if (api && !unifiedApisOf(integration).includes(unifiedApiOf(api))) return false;
  return status === undefined || connectorOf(integration).status === status;
}

interface Page {
  readonly start: number;
  readonly limit: number;
  readonly total: number;
  readonly filter: Readonly<Record<string, string>>;
}

function pagesAt(deps: Deps, { start, limit, total, filter }: Page): Pages {
  const link = (cursor: string): string => {
    const url = new URL(`${deps.url.href.replace(/\/$/, '')}/connector/connectors`);
    url.search = new URLSearchParams({ ...filter, limit: String(limit), cursor }).toString();
    return url.href;
  };
  const previous = start > 0 ? cursorAt(Math.max(0, start - limit)) : null;
  const next = start + limit < total ? cursorAt(start + limit) : null;
  const current = cursorAt(start);
  return {
    meta: { items_on_page: Math.max(0, Math.min(limit, total - start)), cursors: { previous, current, next } },
    links: { previous: previous && link(previous), current: link(current), next: next && link(next) },
  };
}

/** The catalogue changes with the server only, so a place in it is a number. Opaque, so that nobody counts on that. */
function cursorAt(offset: number): string {
  return btoa(`connectors::${offset}`).replaceAll('=', '');
}

function offsetIn(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const offset = /^connectors::(\d{1,9})$/.exec(decoded(cursor))?.[1];
  if (offset === undefined)
    throw new ConnectionError('invalid_request', { errors: [{ path: 'cursor', code: 'pattern' }] });
  return Number(offset);
}

function decoded(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

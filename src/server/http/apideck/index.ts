import type { MiddlewareHandler } from 'hono';
import { cors } from '../cors.js';
import type { App, Deps, Env } from '../options.js';
import { actionRoutes } from './actions.js';
import { confirmRoute } from './confirm.js';
import { connectionRoutes } from './connections.js';
import { connectorRoutes } from './connectors.js';
import { APIDECK_HEADERS } from './consumer.js';
import { importRoute } from './import.js';
import { sessionRoute } from './sessions.js';

export { apideckProblemReply, isApideckPath } from './problem.js';

/** Apideck Vault's REST surface, as its official clients speak it: a consumer is an `external_xref` here. */
export function apideckRoutes(app: App, deps: Deps): void {
  // Where a browser with a session may come from; everything else takes an API key, which no page may hold.
  for (const path of ['/vault/connections', '/vault/connections/:unified_api/:service_id']) {
    app.use(path, ownHeaders, cors(deps));
  }
  for (const routes of [connectionRoutes, importRoute, actionRoutes, confirmRoute, sessionRoute, connectorRoutes]) {
    routes(app, deps);
  }
}

/** Adds what Apideck's clients send to what a page may send, where it may send anything. */
const ownHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const name = 'Access-Control-Allow-Headers';
  if (c.res.headers.has(name)) c.res.headers.append(name, APIDECK_HEADERS.join(', '));
};

import { cors } from '../cors.js';
import type { App, Deps } from '../options.js';
import { actionRoutes } from './actions.js';
import { confirmRoute } from './confirm.js';
import { APIDECK_HEADERS } from './consumer.js';
import { connectionRoutes } from './connections.js';
import { connectorRoutes } from './connectors.js';
import { importRoute } from './import.js';
import { sessionRoute } from './sessions.js';

export { apideckProblemReply, isApideckPath } from './problem.js';

/** Apideck Vault's REST surface, as its official clients speak it: a consumer is an `external_xref` here. */
export function apideckRoutes(app: App, deps: Deps): void {
  // Where a browser with a session may come from; everything else takes an API key, which no page may hold.
  for (const path of ['/vault/connections', '/vault/connections/:unified_api/:service_id'])
    app.use(path, cors(deps, { headers: APIDECK_HEADERS }));
  for (const routes of [connectionRoutes, importRoute, actionRoutes, confirmRoute, sessionRoute, connectorRoutes]) {
    routes(app, deps);
  }
}

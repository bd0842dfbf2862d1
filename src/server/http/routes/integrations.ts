import type { Context } from 'hono';
import * as z from 'zod/mini';
import { ConnectionError, Integration } from '../../../contract/index.js';
import type { VerifiedSession } from '../../access/index.js';
import { callerOf, requireScope } from '../caller.js';
import type { App, Deps, Env } from '../options.js';
import { booleanParam, integerParam, listParam, scalarParam, timeParam } from '../query.js';
import { replyList } from '../reply.js';

/** What can be connected: everything for an API key, the allowed part for a session, the active part for the public list. */
export function integrationRoutes(app: App, deps: Deps): void {
  app.get('/unified/integration', async (c) => {
    const caller = await callerOf(c, deps);
    if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
    if (caller.kind === 'key') requireScope(caller, 'connections');
    return await list(c, deps, caller.kind === 'session' ? caller.session : 'all');
  });

  app.get('/unified/integration/workspace/:workspace_id', async (c) => {
    if (c.req.param('workspace_id') !== deps.workspace) throw new ConnectionError('not_found');
    const caller = await callerOf(c, deps);
    if (caller.kind === 'session') return await list(c, deps, caller.session);
    if (caller.kind === 'key') {
      requireScope(caller, 'connections');
      return await list(c, deps, 'all');
    }
    if (!deps.publicList) throw new ConnectionError('unauthorized');
    c.header('Access-Control-Allow-Origin', '*');
    return await list(c, deps, 'active');
  });
}

async function list(c: Context<Env>, deps: Deps, whose: VerifiedSession | 'all' | 'active'): Promise<Response> {
  const types = listParam(c, 'type');
  const categories = listParam(c, 'categories');
  const active = booleanParam(c, 'active');
  const summary = booleanParam(c, 'summary') ?? false;
  const environment = scalarParam(c, 'env');
  const limit = integerParam(c, 'limit', { min: 1, max: 10_000 });
  const offset = integerParam(c, 'offset', { min: 0, max: 1_000_000 }) ?? 0;
  // Judged, but without effect: an integration changes with the server's configuration only, and keeps no date of it.
  timeParam(c, 'updated_gte');
  const session = typeof whose === 'string' ? undefined : whose;
  if (session && environment && environment.toLowerCase() !== session.environment.toLowerCase()) {
    throw new ConnectionError('forbidden', { message: 'the session is for another environment' });
  }
  const found = await deps.vault.integrations({
    ...(types && { types }),
    ...(categories && { categories }),
    ...(active !== undefined && { active }),
  });
  const onlyActive = whose === 'active' || (session !== undefined && !deps.showInactive);
  const allowed = found.filter(
    (one) =>
      (!onlyActive || one.is_active !== false) && (!session?.integrations || session.integrations.includes(one.type)),
  );
  const shown = allowed.slice(offset, limit === undefined ? undefined : offset + limit);
  return summary ? replyList(c, Summary, shown) : replyList(c, Integration, shown);
}

/** What a list on show needs. */
const Summary = z.pick(Integration, {
  type: true,
  name: true,
  categories: true,
  logo_url: true,
  color: true,
  text_color: true,
  is_active: true,
  featured: true,
  popularity: true,
});

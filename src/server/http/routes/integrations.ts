import type { Context } from 'hono';
import { ConnectionError, Integration } from '../../../contract/index.js';
import type { VerifiedSession } from '../../access/index.js';
import { callerOf, requireScope } from '../caller.js';
import type { App, Deps, Env } from '../options.js';
import { booleanParam, listParam, scalarParam } from '../query.js';
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
  const environment = scalarParam(c, 'env');
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
  return replyList(
    c,
    Integration,
    found.filter(
      (one) =>
        (!onlyActive || one.is_active !== false) && (!session?.integrations || session.integrations.includes(one.type)),
    ),
  );
}

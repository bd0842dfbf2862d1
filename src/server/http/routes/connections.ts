import type { Context } from 'hono';
import { Connection, ConnectionError, CreateConnection } from '../../../contract/index.js';
import { randomToken, sha256 } from '../../store/index.js';
import type { ConnectionsQuery, Owner } from '../../vault/index.js';
import { callerOf, ownerOf, permit, type Caller } from '../caller.js';
import { jsonBody } from '../body.js';
import type { App, Deps, Env } from '../options.js';
import { integerParam, listParam, scalarParam } from '../query.js';
import { reply, replyList } from '../reply.js';

/** Connections on Unified.to's routes: everything for an API key, one end user's own for a session. */
export function connectionRoutes(app: App, deps: Deps): void {
  app.post('/unified/connection', async (c) => {
    const caller = await known(c, deps);
    const { value, text } = await jsonBody(c, CreateConnection);
    const owner = ownerFor(caller, deps, value.environment, value.external_xref);
    const key = c.req.header('idempotency-key');
    if (caller.kind === 'session') {
      permit(caller.session, 'create', { ...value, integration: value.integration_type });
      if (!key) throw new ConnectionError('invalid_request', { message: 'Idempotency-Key is missing' });
      await deps.limits.take('verify', caller.session.id, { points: 10, seconds: 60 });
    }
    const [integration] = await deps.vault.integrations({ types: [value.integration_type] });
    if (!integration || integration.is_active === false) {
      throw new ConnectionError('not_found', { message: `no active integration ${value.integration_type}` });
    }
    const scope = [owner.environment, subjectOf(caller), 'POST', '/unified/connection', key ?? randomToken()] as const;
    const permissions = value.permissions ?? (caller.kind === 'session' ? (caller.session.permissions ?? []) : []);
    const connection = await deps.idempotency.run({ scope, body: text }, async () =>
      deps.vault.create(
        owner,
        { ...value, permissions },
        { key: await sha256(JSON.stringify(scope)), signal: AbortSignal.timeout(VERIFY_LIMIT) },
      ),
    );
    await deps.audit.record({
      actor: subjectOf(caller),
      action: 'connection.created',
      subject: connection.id,
      result: 'done',
      request_id: c.get('requestId'),
    });
    return reply(c, Connection, connection);
  });

  app.get('/unified/connection', async (c) => {
    const caller = await known(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'list');
    const owner = ownerFor(caller, deps, scalarParam(c, 'env'), scalarParam(c, 'external_xref'));
    return replyList(c, Connection, await deps.vault.list(owner, queryOf(c)));
  });

  app.get('/unified/connection/:id', async (c) => {
    const caller = await known(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'list');
    const connection = await deps.vault.get(ownerFor(caller, deps, scalarParam(c, 'env')), c.req.param('id'));
    if (!connection) throw new ConnectionError('not_found');
    return reply(c, Connection, connection);
  });

  app.delete('/unified/connection/:id', async (c) => {
    const caller = await known(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'remove');
    const id = c.req.param('id');
    if (!(await deps.vault.remove(ownerFor(caller, deps, scalarParam(c, 'env')), id))) {
      throw new ConnectionError('not_found');
    }
    await deps.audit.record({
      actor: subjectOf(caller),
      action: 'connection.removed',
      subject: id,
      result: 'done',
      request_id: c.get('requestId'),
    });
    return c.body(null, 204);
  });
}

/** The vault gives a check 10 s; this ends one that does not keep to it. */
const VERIFY_LIMIT = 15_000;

type Known = Exclude<Caller, { kind: 'nobody' }>;

async function known(c: Context<Env>, deps: Deps): Promise<Known> {
  const caller = await callerOf(c, deps);
  if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
  if (caller.kind === 'key' && !caller.key.scopes.includes('connections')) throw new ConnectionError('forbidden');
  return caller;
}

function ownerFor(caller: Known, deps: Deps, environment?: string, xref?: string): Owner {
  if (caller.kind === 'key') {
    return {
      workspace: deps.workspace,
      environment: environment ?? deps.environment,
      ...(xref !== undefined && { external_xref: xref }),
    };
  }
  permit(caller.session, caller.session.allow[0] ?? 'list', {
    ...(environment !== undefined && { environment }),
    ...(xref !== undefined && { external_xref: xref }),
  });
  return ownerOf(caller.session);
}

function subjectOf(caller: Known): string {
  return caller.kind === 'key' ? `key:${caller.key.id}` : `user:${caller.session.sub}`;
}

function queryOf(c: Context<Env>): ConnectionsQuery {
  const categories = listParam(c, 'categories');
  const limit = integerParam(c, 'limit', { min: 1, max: 100 });
  const offset = integerParam(c, 'offset', { min: 0, max: 1_000_000 });
  return {
    ...(categories && { categories }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
}

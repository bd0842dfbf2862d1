import type { Context } from 'hono';
import { Connection, ConnectionError, CreateConnection } from '../../../contract/index.js';
import { randomToken, sha256 } from '../../store/index.js';
import type { ConnectionsQuery, Owner } from '../../vault/index.js';
import { callerOf, ownerOf, permit, requireScope, type Caller } from '../caller.js';
import { limitByAddress } from '../limit.js';
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
      // By user and by address: a page may have as many sessions as it likes, and this is an oracle for stolen keys.
      await deps.limits.take('verify', `${owner.environment} ${caller.session.sub}`, { points: 10, seconds: 60 });
      await limitByAddress(c, deps, 'verify', { points: 60, seconds: 60 });
    }
    const [integration] = await deps.vault.integrations({ types: [value.integration_type] });
    if (!integration || integration.is_active === false) {
      throw new ConnectionError('not_found', { message: 'no active integration of that type' });
    }
    const scope = [owner.environment, subjectOf(caller), 'POST', '/unified/connection', key ?? randomToken()] as const;
    const permissions = value.permissions ?? (caller.kind === 'session' ? (caller.session.permissions ?? []) : []);
    // What is kept under the key is the id: who asks again is shown the connection as it is by then, if it still is.
    const id = await deps.idempotency.run({ scope, body: text }, async () => {
      const options = { key: await sha256(JSON.stringify(scope)), signal: AbortSignal.timeout(VERIFY_LIMIT) };
      return (await deps.vault.create(owner, { ...value, permissions }, options)).id;
    });
    const connection = await deps.vault.get(owner, id);
    if (!connection) throw new ConnectionError('not_found', { message: 'the connection was removed since' });
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
    return replyList(c, Connection, await deps.vault.list(owner, queryOf(c, caller)));
  });

  app.get('/unified/connection/:id', async (c) => {
    const caller = await known(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'list');
    const owner = ownerFor(caller, deps, scalarParam(c, 'env'));
    return reply(c, Connection, await visible(deps, caller, { owner, id: c.req.param('id') }));
  });

  app.delete('/unified/connection/:id', async (c) => {
    const caller = await known(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'remove');
    const owner = ownerFor(caller, deps, scalarParam(c, 'env'));
    const { id } = await visible(deps, caller, { owner, id: c.req.param('id') });
    if (!(await deps.vault.remove(owner, id))) throw new ConnectionError('not_found');
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
  if (caller.kind === 'key') requireScope(caller, 'connections');
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

/** A connection the caller may see: its owner's and, for a session, of an integration that it was minted for. */
async function visible(deps: Deps, caller: Known, { owner, id }: { owner: Owner; id: string }): Promise<Connection> {
  const connection = await deps.vault.get(owner, id);
  const types = caller.kind === 'session' ? caller.session.integrations : undefined;
  if (!connection || (types && !types.includes(connection.integration_type))) throw new ConnectionError('not_found');
  return connection;
}

function queryOf(c: Context<Env>, caller: Known): ConnectionsQuery {
  const categories = listParam(c, 'categories');
  const limit = integerParam(c, 'limit', { min: 1, max: 100 });
  const offset = integerParam(c, 'offset', { min: 0, max: 1_000_000 });
  return {
    ...(caller.kind === 'session' && caller.session.integrations && { integration_types: caller.session.integrations }),
    ...(categories && { categories }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
}

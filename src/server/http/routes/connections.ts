import type { Context } from 'hono';
import { Connection, ConnectionError } from '../../../contract/index.js';
import type { ConnectionChanges, ConnectionsQuery, Owner } from '../../vault/index.js';
import { jsonBody } from '../body.js';
import { actorOf, knownCaller, ownerFor, ownerOfId, permit, type Known } from '../caller.js';
import { ChangeConnection, givenAuth, type ConnectionAuthBody } from '../import-body.js';
import { labelOf } from '../label.js';
import { limitByAddress } from '../limit.js';
import type { App, Deps, Env } from '../options.js';
import { choiceParam, integerParam, listParam, scalarParam, timeParam } from '../query.js';
import { reply, replyList } from '../reply.js';
import { isProven } from '../user.js';
import { createConnectionRoute } from './create-connection.js';

/** Connections on Unified.to's routes: everything for an API key, one end user's own for a session. */
export function connectionRoutes(app: App, deps: Deps): void {
  createConnectionRoute(app, deps);

  app.get('/unified/connection', async (c) => {
    const caller = await knownCaller(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'list');
    const environment = scalarParam(c, 'env');
    const owner = ownerFor(caller, deps, { environment, external_xref: scalarParam(c, 'external_xref') });
    if (!(await isKnown(c, deps, caller))) return replyList(c, Connection, []);
    return replyList(c, Connection, await deps.vault.list(owner, queryOf(c, caller)));
  });

  app.get('/unified/connection/:id', async (c) => {
    const caller = await knownCaller(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'list');
    return reply(c, Connection, (await visible(c, deps, caller)).connection);
  });

  // Neither changes environment, integration or owner, and an empty list means unchanged: Unified.to's SDK always sends both.
  for (const method of ['PUT', 'PATCH'] as const) {
    app.on(method, '/unified/connection/:id', async (c) => {
      const caller = await knownCaller(c, deps);
      // Whatever it changes: the answer shows the connection.
      if (caller.kind === 'session') permit(caller.session, 'reconnect');
      const { owner, connection } = await visible(c, deps, caller);
      const { value } = await jsonBody(c, ChangeConnection);
      const changes =
        caller.kind === 'session'
          ? await changesOfPage(c, deps, { session: caller.session, body: value })
          : await changesOf(deps, connection, value);
      const options = { signal: AbortSignal.timeout(VERIFY_LIMIT) };
      const changed = await deps.vault.update(owner, connection.id, changes, options);
      if (!changed) throw new ConnectionError('not_found');
      await audit(c, deps, { caller, action: 'connection.updated', id: connection.id });
      return reply(c, Connection, changed);
    });
  }

  app.delete('/unified/connection/:id', async (c) => {
    const caller = await knownCaller(c, deps);
    if (caller.kind === 'session') permit(caller.session, 'remove');
    const { owner, connection } = await visible(c, deps, caller);
    if (!(await deps.vault.remove(owner, connection.id))) throw new ConnectionError('not_found');
    await audit(c, deps, { caller, action: 'connection.removed', id: connection.id });
    return c.body(null, 204);
  });

  // Whoever was asked for by the link is known to the embedder alone, so the embedder's backend says so.
  app.post('/unified/connection/:id/confirm', async (c) => {
    const caller = await knownCaller(c, deps);
    if (caller.kind === 'session') throw new ConnectionError('forbidden');
    const id = c.req.param('id');
    const owner = await ownerOfId(caller, deps, { id, environment: scalarParam(c, 'env') });
    const confirmed = await deps.vault.confirm(owner, id);
    if (!confirmed) throw new ConnectionError('not_found');
    await audit(c, deps, { caller, action: 'connection.confirmed', id: confirmed.id });
    return reply(c, Connection, confirmed);
  });
}

/** The vault gives a check 10 s; this ends one that does not keep to it. */
const VERIFY_LIMIT = 15_000;

/** Whoever opened a link may add to what its user has; what is there already is none of theirs until they are known. */
async function isKnown(c: Context<Env>, deps: Deps, caller: Known): Promise<boolean> {
  return caller.kind === 'key' || (await isProven(c, deps, caller.session));
}

/** A connection the caller may see: its owner's and, for a session, of an integration that it was minted for. */
async function visible(c: Context<Env>, deps: Deps, caller: Known): Promise<{ owner: Owner; connection: Connection }> {
  const id = c.req.param('id') ?? '';
  const owner = await ownerOfId(caller, deps, { id, environment: scalarParam(c, 'env') });
  const connection = await deps.vault.get(owner, id);
  const types = caller.kind === 'session' ? caller.session.integrations : undefined;
  if (!(await isKnown(c, deps, caller))) throw new ConnectionError('not_found');
  if (!connection || (types && !types.includes(connection.integration_type))) throw new ConnectionError('not_found');
  return { owner, connection };
}

async function changesOf(
  deps: Deps,
  { integration_type }: Connection,
  body: ChangeConnection,
): Promise<ConnectionChanges> {
  const { auth, permissions, is_paused } = body;
  return {
    ...(auth && { auth: await authOf(deps, integration_type, auth) }),
    ...labelOf(body),
    ...(permissions?.length && { permissions }),
    ...(typeof is_paused === 'boolean' && { is_paused }),
  };
}

/** A page may renew the form's values and change the label, nothing else. */
async function changesOfPage(
  c: Context<Env>,
  deps: Deps,
  { session, body }: { session: Extract<Known, { kind: 'session' }>['session']; body: ChangeConnection },
): Promise<ConnectionChanges> {
  const { auth, label, is_paused, permissions } = body;
  if (is_paused != null || permissions?.length) {
    throw new ConnectionError('forbidden', { message: 'a session changes `auth` and `label` only' });
  }
  if (!auth && typeof label !== 'string') {
    throw new ConnectionError('invalid_request', { message: 'neither `auth` nor `label` is there: nothing to change' });
  }
  if (auth) {
    await deps.limits.take('verify', `${session.environment} ${session.sub}`, { points: 10, seconds: 60 });
    await limitByAddress(c, deps, 'verify', { points: 60, seconds: 60 });
  }
  const { token, other_auth_info } = auth ?? {};
  return {
    ...(auth && { auth: { ...(token && { token }), ...(other_auth_info && { other_auth_info }) } }),
    ...labelOf(body),
  };
}

async function authOf(deps: Deps, type: string, auth: ConnectionAuthBody) {
  const [integration] = await deps.vault.integrations({ types: [type] });
  if (integration) return givenAuth(auth, { integration, now: deps.now() });
  throw new ConnectionError('not_found', { message: 'its integration is offered no more' });
}

function audit(
  c: Context<Env>,
  deps: Deps,
  { caller, action, id }: { caller: Known; action: string; id: string },
): Promise<void> {
  const request_id = c.get('requestId');
  return deps.audit.record({ actor: actorOf(caller), action, subject: id, result: 'done', request_id });
}

function queryOf(c: Context<Env>, caller: Known): ConnectionsQuery {
  const categories = listParam(c, 'categories');
  const updated_gte = timeParam(c, 'updated_gte');
  const sort = choiceParam(c, 'sort', ['created_at', 'updated_at', 'integration_type']);
  const order = choiceParam(c, 'order', ['asc', 'desc']);
  const limit = integerParam(c, 'limit', { min: 1, max: 100 });
  const offset = integerParam(c, 'offset', { min: 0, max: 1_000_000 });
  return {
    ...(caller.kind === 'session' && caller.session.integrations && { integration_types: caller.session.integrations }),
    ...(categories && { categories }),
    ...(updated_gte !== undefined && { updated_gte }),
    ...(sort && { sort }),
    ...(order && { order }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
}

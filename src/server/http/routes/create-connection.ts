import type { Context } from 'hono';
import { Connection, ConnectionError, CreateConnection, type Integration } from '../../../contract/index.js';
import { CONFIRM_LIFE } from '../../attempt/index.js';
import { randomToken, sha256 } from '../../store/index.js';
import type { CreateOptions, NewConnectionInput, Owner } from '../../vault/index.js';
import { jsonBody } from '../body.js';
import { actorOf, knownCaller, ownerFor, permit, type Known } from '../caller.js';
import { checkedExternalXref } from '../external-xref.js';
import { givenAuth, ImportConnection } from '../import-body.js';
import { labelOf } from '../label.js';
import { limitByAddress } from '../limit.js';
import type { App, Deps, Env } from '../options.js';
import { booleanParam } from '../query.js';
import { reply } from '../reply.js';
import { isProven } from '../user.js';

/**
 * `POST /unified/connection`: a token form from a page, or whatever credentials a customer already has from the embedder's
 * backend (`?verify=true` tries those of OAuth at the provider first, `?verify=false` leaves a form's untried).
 */
export function createConnectionRoute(app: App, deps: Deps): void {
  app.post('/unified/connection', async (c) => {
    const caller = await knownCaller(c, deps);
    const { input, text, options } =
      caller.kind === 'session' ? await fromPage(c, deps, caller) : await fromBackend(c, deps, caller);
    const owner = ownerFor(caller, deps, input);
    const key = c.req.header('idempotency-key') ?? randomToken();
    // What a link made waits to be confirmed: it is no answer to who is known.
    const subject = caller.kind === 'session' && caller.session.linked ? `${actorOf(caller)} by link` : actorOf(caller);
    const scope = [owner.environment, subject, 'POST', '/unified/connection', key] as const;
    const creation = await sha256(JSON.stringify(scope));
    // What is kept under the key is the id: who asks again is shown the connection as it is by then, if it still is.
    const id = await deps.idempotency.run({ scope, body: text }, async () => {
      const signal = AbortSignal.timeout(VERIFY_LIMIT);
      return (await deps.vault.create(owner, input, { ...options, key: creation, signal })).id;
    });
    const connection = await made(deps, owner, { id, key: creation });
    await deps.audit.record({
      actor: actorOf(caller),
      action: 'connection.created',
      subject: id,
      result: 'done',
      request_id: c.get('requestId'),
    });
    return reply(c, Connection, connection);
  });
}

/** The vault gives a check 10 s; this ends one that does not keep to it. */
const VERIFY_LIMIT = 15_000;

interface Given {
  readonly input: NewConnectionInput;
  readonly text: string;
  readonly options: Pick<CreateOptions, 'verify' | 'confirmBy'>;
}

type Of<K extends Known['kind']> = Extract<Known, { kind: K }>;

async function fromPage(c: Context<Env>, deps: Deps, { session }: Of<'session'>): Promise<Given> {
  const { value, text } = await jsonBody(c, CreateConnection);
  permit(session, 'create', { ...value, integration: value.integration_type });
  if (!c.req.header('idempotency-key')) {
    throw new ConnectionError('invalid_request', { message: 'Idempotency-Key is missing' });
  }
  const proven = await isProven(c, deps, session);
  // By user and by address: a page may have as many sessions as it likes, and this is an oracle for stolen keys.
  await deps.limits.take('verify', `${session.environment} ${session.sub}`, { points: 10, seconds: 60 });
  await limitByAddress(c, deps, 'verify', { points: 60, seconds: 60 });
  await active(deps, value.integration_type);
  const permissions = value.permissions ?? session.permissions ?? [];
  const input = { ...value, ...labelOf(value), permissions };
  return { input, text, options: proven ? {} : { confirmBy: deps.now() + CONFIRM_LIFE } };
}

async function fromBackend(c: Context<Env>, deps: Deps, { key }: Of<'key'>): Promise<Given> {
  await deps.limits.take('import', key.id, { points: 1_200, seconds: 60 });
  const verify = booleanParam(c, 'verify');
  const { value, text } = await jsonBody(c, ImportConnection);
  if (!value.auth) {
    throw new ConnectionError('invalid_fields', { errors: [{ path: 'auth', code: 'required' }] });
  }
  const integration = await active(deps, value.integration_type);
  const { environment, external_xref } = value;
  const input: NewConnectionInput = {
    integration_type: value.integration_type,
    permissions: value.permissions ?? [],
    auth: givenAuth(value.auth, { integration, now: deps.now() }),
    ...(environment && { environment }),
    ...(external_xref && { external_xref: checkedExternalXref(external_xref) }),
    ...labelOf(value),
  };
  return { input, text, options: verify === undefined ? {} : { verify } };
}

async function active(deps: Deps, type: string): Promise<Integration> {
  const [integration] = await deps.vault.integrations({ types: [type] });
  if (integration && integration.is_active !== false) return integration;
  throw new ConnectionError('not_found', {
    message: 'no active integration of that type',
    errors: [{ path: 'integration_type', code: 'not_offered' }],
  });
}

/** As it is now. One that waits to be confirmed is seen by whoever made it, under the very key it was made with. */
async function made(deps: Deps, owner: Owner, { id, key }: { id: string; key: string }): Promise<Connection> {
  const connection = (await deps.vault.get(owner, id)) ?? (await deps.vault.find(owner, key));
  if (connection?.id === id) return connection;
  throw new ConnectionError('not_found', { message: 'the connection was removed since' });
}

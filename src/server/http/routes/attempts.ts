import type { Context } from 'hono';
import { Attempt, ConnectionError, CreateAttempt, CreatedAttempt } from '../../../contract/index.js';
import type { VerifiedSession } from '../../access/index.js';
import type { Store } from '../../store/index.js';
import { callerOf, ownerOf, permit, sessionOf } from '../caller.js';
import { jsonBody } from '../body.js';
import { limitByAddress } from '../limit.js';
import type { App, Deps, Env } from '../options.js';
import { integerParam } from '../query.js';
import { reply } from '../reply.js';

/** Attempts as the page sees them: made with a session, then asked about with their own poll secret. */
export function attemptRoutes(app: App, deps: Deps): void {
  app.post('/oauth/attempts', async (c) => {
    const session = await sessionOf(c, deps);
    const { value, text } = await jsonBody(c, CreateAttempt);
    const permissions = value.permissions ?? session.permissions ?? [];
    permit(session, value.connection_id === undefined ? 'create' : 'reconnect', {
      integration: value.integration_type,
      permissions,
    });
    const key = c.req.header('idempotency-key');
    if (!key) throw new ConnectionError('invalid_request', { message: 'Idempotency-Key is missing' });
    const owner = ownerOf(session);
    const scope = [owner.environment, `user:${session.sub}`, 'POST', '/oauth/attempts', key] as const;
    const input = {
      owner,
      session: session.id,
      origin: session.origin,
      integration: await oauthIntegration(deps, value.integration_type),
      permissions,
      inputs: value.inputs ?? {},
      reconnect: await ownConnection(deps, session, value),
      mode: value.mode ?? 'popup',
      returnTo: value.mode === 'redirect' ? returnPage(session, value.return_to) : undefined,
      link: session.linked ? {} : undefined,
    } as const;
    const limit = (trx?: Store) =>
      deps.limits.take('attempt', `${owner.environment} ${session.sub}`, { points: 60, seconds: 60 }, trx);
    const id = await deps.idempotency
      .write({ scope, body: text }, async (trx) => {
        await limit(trx);
        return await deps.attempts.create(input, trx);
      })
      .catch(async (error: unknown) => {
        // Undone with all the rest, but a try that came to nothing counts too.
        await limit();
        throw error;
      });
    c.header('Cache-Control', 'private, no-store');
    return reply(c, CreatedAttempt, await deps.attempts.created(id));
  });

  app.get('/oauth/attempts/:id', async (c) => {
    const wait = integerParam(c, 'wait', { min: 0, max: 25 }) ?? 0;
    const asked = await asker(c, deps);
    const id = c.req.param('id');
    if (!asked || !(await deps.attempts.mayKnow(id, asked))) return await guessed(c, deps);
    // Counted only now, or whoever has seen an id could keep its page from asking.
    await deps.limits.take('poll', id, { points: 120, seconds: 60 });
    const attempt = await deps.attempts.poll(id, { ...asked, wait: wait * 1000, signal: c.req.raw.signal });
    if (!attempt) throw new ConnectionError('not_found');
    c.header('Cache-Control', 'private, no-store');
    return reply(c, Attempt, attempt);
  });

  app.delete('/oauth/attempts/:id', async (c) => {
    const asked = await asker(c, deps);
    const done = asked && (await deps.attempts.cancel(c.req.param('id'), asked));
    return done ? c.body(null, 204) : await guessed(c, deps);
  });
}

async function oauthIntegration(deps: Deps, type: string) {
  const [integration] = await deps.vault.integrations({ types: [type] });
  const methods = integration?.auth_methods ?? (integration?.token_names?.length ? ['token'] : ['oauth2']);
  if (!integration || integration.is_active === false || !methods.includes('oauth2')) {
    throw new ConnectionError('not_found', { message: 'no active OAuth integration of that type' });
  }
  return integration;
}

async function ownConnection(deps: Deps, session: VerifiedSession, input: CreateAttempt): Promise<string | undefined> {
  if (input.connection_id === undefined) return undefined;
  const connection = await deps.vault.get(ownerOf(session), input.connection_id);
  if (connection?.integration_type !== input.integration_type) throw new ConnectionError('not_found');
  return connection.id;
}

/** Only a page of the session's own origin may be returned to (RFC 9700 §4.11: no open redirector). */
function returnPage(session: VerifiedSession, given: string | undefined): string {
  const url = given !== undefined && URL.canParse(given) ? new URL(given) : undefined;
  // Compared by its parts: the origin of a `blob:` URL is that of the page that made it.
  if (!url || `${url.protocol}//${url.host}` !== session.origin || url.username || url.password) {
    throw new ConnectionError('forbidden', { message: 'return_to is not a page of the session’s origin' });
  }
  return url.href;
}

/**
 * Who asks about an attempt: the poll secret decides. A session beside it only narrows, so it may have run out: whose it
 * was, it still says.
 */
async function asker(c: Context<Env>, deps: Deps) {
  const secret = c.req.header('attempt-secret');
  if (!secret) return undefined;
  const caller = await callerOf(c, deps, { late: true });
  if (caller.kind === 'key') throw new ConnectionError('forbidden');
  return { secret, as: caller.kind === 'session' ? ownerOf(caller.session) : undefined };
}

/** The same answer for every way of not being allowed to know; guessing is counted. */
async function guessed(c: Context<Env>, deps: Deps): Promise<never> {
  await limitByAddress(c, deps, 'guess', { points: 60, seconds: 60 });
  throw new ConnectionError('not_found');
}

import type { Context } from 'hono';
import { ConnectionError, type SessionAction } from '../../contract/index.js';
import type { ApiKey, ApiKeyScope, VerifiedSession } from '../access/index.js';
import type { Owner } from '../vault/index.js';
import { environmentOf } from './environment.js';
import type { Deps, Env } from './options.js';

/** Who asks: an embedder's backend, one end user's browser, or nobody we know. */
export type Caller =
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'session'; readonly session: VerifiedSession }
  | { readonly kind: 'nobody' };

/**
 * Reads `Authorization: Bearer X` or bare `X` (Unified.to's SDK sends it bare). An API key beside an `Origin` is refused:
 * it would be a key in a browser. A session is refused from any other origin than the one it was minted for; a browser
 * leaves `Origin` out only for reads on its own origin, so without one the session must be for ours. `late` as at
 * `Sessions.verify`.
 */
export async function callerOf(c: Context<Env>, deps: Deps, options?: { readonly late: boolean }): Promise<Caller> {
  const presented = (c.req.header('authorization') ?? '').replace(/^Bearer +/i, '').trim();
  if (!presented) return { kind: 'nobody' };
  const origin = c.req.header('origin');
  const key = await deps.apiKeys.check(presented);
  if (key) {
    if (origin !== undefined) throw new ConnectionError('forbidden', { message: 'an API key was sent by a browser' });
    return { kind: 'key', key };
  }
  const session = await deps.sessions.verify(presented, options);
  if ((origin ?? deps.url.origin) !== session.origin) {
    throw new ConnectionError('origin_refused', { message: `a session for ${session.origin} was used elsewhere` });
  }
  if (session.linked && deps.links === 'off') {
    throw new ConnectionError('forbidden', { message: 'option `links` is off' });
  }
  return { kind: 'session', session };
}

/** Refuses a key that was given less than the route takes. */
export function requireScope({ key }: Extract<Caller, { kind: 'key' }>, scope: ApiKeyScope): void {
  if (!key.scopes.includes(scope)) {
    throw new ConnectionError('forbidden', { message: `the API key has no scope ${scope}` });
  }
}

/** The session of a route that only browsers use. */
export async function sessionOf(c: Context<Env>, deps: Deps): Promise<VerifiedSession> {
  const caller = await callerOf(c, deps);
  if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
  if (caller.kind === 'key') throw new ConnectionError('forbidden', { message: 'this route wants a session token' });
  return caller.session;
}

export function ownerOf(session: VerifiedSession): Owner & { readonly external_xref: string } {
  return { workspace: session.workspace_id, environment: session.environment, external_xref: session.sub };
}

/** Somebody we know. */
export type Known = Exclude<Caller, { kind: 'nobody' }>;

/** Who asks, on routes for both kinds. A key must have been given `connections`. */
export async function knownCaller(c: Context<Env>, deps: Deps): Promise<Known> {
  const caller = await callerOf(c, deps);
  if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
  if (caller.kind === 'key') requireScope(caller, 'connections');
  return caller;
}

/** Whose connections are meant: any user's for a key, else the session's own, and nothing else may be asked for. */
export function ownerFor(caller: Known, deps: Deps, { environment, external_xref }: Asked): Owner {
  if (caller.kind === 'key') {
    return {
      workspace: deps.workspace,
      environment: environmentOf(deps, environment),
      ...(external_xref !== undefined && { external_xref }),
    };
  }
  permit(caller.session, caller.session.allow[0] ?? 'list', { environment, external_xref });
  return ownerOf(caller.session);
}

/** Whose connection is meant by its id, which is unique over all environments: a key need not say in which it stands. */
export async function ownerOfId(
  caller: Known,
  deps: Deps,
  { id, environment }: { readonly id: string; readonly environment: string | undefined },
): Promise<Owner> {
  const known =
    caller.kind === 'key' ? (environment ?? (await deps.vault.environmentOf(deps.workspace, id))) : environment;
  return ownerFor(caller, deps, { environment: known });
}

/** As the audit trail names them. */
export function actorOf(caller: Known): string {
  return caller.kind === 'key' ? `key:${caller.key.id}` : `user:${caller.session.sub}`;
}

interface Asked {
  readonly integration?: string | undefined;
  readonly permissions?: readonly string[] | undefined;
  readonly environment?: string | undefined;
  readonly external_xref?: string | undefined;
}

/** Refuses what the session was not minted for; nothing is merged or quietly narrowed. */
export function permit(session: VerifiedSession, action: SessionAction, asked: Asked = {}): void {
  const refuse = (message: string): never => {
    throw new ConnectionError('forbidden', { message });
  };
  if (!session.allow.includes(action)) refuse(`the session does not allow ${action}`);
  if (asked.integration !== undefined && session.integrations && !session.integrations.includes(asked.integration)) {
    refuse('the session does not allow this integration');
  }
  for (const permission of asked.permissions ?? []) {
    if (session.permissions && !session.permissions.includes(permission))
      refuse('the session does not allow a permission');
  }
  if (asked.environment !== undefined && asked.environment.toLowerCase() !== session.environment.toLowerCase()) {
    refuse('the session is for another environment');
  }
  if (asked.external_xref !== undefined && asked.external_xref !== session.sub)
    refuse('the session is for another user');
}

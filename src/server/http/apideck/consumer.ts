import type { Context } from 'hono';
import { ConnectionError, type SessionAction } from '../../../contract/index.js';
import type { VerifiedSession } from '../../access/index.js';
import type { Owner } from '../../vault/index.js';
import { actorOf, callerOf, ownerOf, permit, requireScope } from '../caller.js';
import { isExternalXref } from '../external-xref.js';
import type { Deps, Env } from '../options.js';
import { isProven } from '../user.js';

/** Who asks, and for which consumer. `session` is set for a browser, which sees less than a backend. */
export interface Consumer {
  readonly owner: Owner & { readonly external_xref: string };
  /** As the audit trail names who asks. */
  readonly actor: string;
  readonly session?: VerifiedSession;
  /** The browser came by a link and nobody knows whose it is: what its user has is none of its business. */
  readonly unproven?: true;
}

/**
 * The embedder's backend with an API key, or with `X-APIDECK-AUTH-TYPE: JWT` one end user's browser. A session is good for
 * `action` only if it allows it, and both ids must be its own. One that came by a link looks at the catalogue alone until
 * its user is known.
 *
 * @throws ConnectionError `forbidden`, also when somebody else is signed in at the host
 */
export async function consumerOf(c: Context<Env>, deps: Deps, action: SessionAction): Promise<Consumer> {
  if (!isBrowser(c)) return await backendOf(c, deps);
  const caller = await callerOf(c, deps);
  if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
  if (caller.kind === 'key') throw new ConnectionError('forbidden', { message: 'an API key is no session token' });
  const { session } = caller;
  permit(session, action);
  if (c.req.header(APP) !== session.workspace_id || c.req.header(CONSUMER)?.trim() !== session.sub) {
    throw new ConnectionError('forbidden', { message: `${APP} or ${CONSUMER} is not the session's` });
  }
  const proven = await isProven(c, deps, session);
  if (!proven && action !== 'list') throw new ConnectionError('forbidden', { message: `a link may not ${action}` });
  return { owner: ownerOf(session), actor: actorOf(caller), session, ...(!proven && { unproven: true }) };
}

/** The embedder's backend, for one consumer. */
export async function backendOf(c: Context<Env>, deps: Deps): Promise<Consumer> {
  const actor = await applicationOf(c, deps);
  const external_xref = c.req.header(CONSUMER)?.trim() ?? '';
  if (!isExternalXref(external_xref)) {
    throw new ConnectionError('invalid_request', {
      message: `${CONSUMER} is missing, or names no user`,
      errors: [{ path: CONSUMER, code: external_xref === '' ? 'required' : 'pattern' }],
    });
  }
  return { owner: { workspace: deps.workspace, environment: deps.environment, external_xref }, actor };
}

/** The embedder's backend, for what is nobody's in particular. Answers how the audit trail names it. */
export async function applicationOf(c: Context<Env>, deps: Deps): Promise<string> {
  if (isBrowser(c)) throw new ConnectionError('forbidden', { message: 'this route takes an API key' });
  const caller = await callerOf(c, deps);
  if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
  if (caller.kind === 'session') {
    throw new ConnectionError('forbidden', { message: 'a session token goes with X-APIDECK-AUTH-TYPE: JWT' });
  }
  requireScope(caller, 'connections');
  const application = c.req.header(APP);
  if (application === undefined) {
    throw new ConnectionError('unauthorized', { errors: [{ path: APP, code: 'required' }] });
  }
  if (application !== deps.workspace) {
    throw new ConnectionError('not_found', { errors: [{ path: APP, code: 'not_found' }] });
  }
  return actorOf(caller);
}

/** What a page on another origin has to be allowed to send. */
export const APIDECK_HEADERS = ['X-Apideck-App-Id', 'X-Apideck-Consumer-Id', 'X-Apideck-Auth-Type'] as const;

const APP = 'x-apideck-app-id';
const CONSUMER = 'x-apideck-consumer-id';

function isBrowser(c: Context<Env>): boolean {
  return c.req.header('x-apideck-auth-type')?.trim().toUpperCase() === 'JWT';
}

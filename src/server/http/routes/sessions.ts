import { ConnectionError, CreateSession, Session } from '../../../contract/index.js';
import { callerOf, requireScope } from '../caller.js';
import { jsonBody } from '../body.js';
import { grantOf } from '../grant.js';
import { HostError } from '../host-error.js';
import { limitByAddress } from '../limit.js';
import type { App, Deps } from '../options.js';
import { reply } from '../reply.js';
import { signedIn } from '../user.js';

/**
 * Mints the token one browser works with. With an API key it may be for any user; without one only a page of this very
 * origin is answered, for the user that `resolveUser` names, with what it grants.
 */
export function sessionRoutes(app: App, deps: Deps): void {
  app.post('/sessions', async (c) => {
    const caller = await callerOf(c, deps);
    if (caller.kind === 'session') throw new ConnectionError('forbidden', { message: 'a session cannot mint another' });
    const { value } = await jsonBody(c, CreateSession);
    c.header('Cache-Control', 'private, no-store');
    if (caller.kind === 'key') {
      requireScope(caller, 'connections');
      return reply(c, Session, await deps.sessions.issue(grantOf(deps, value), value.expires_in));
    }

    if (c.req.header('origin') !== deps.url.origin) {
      throw deps.resolveUser ? fromElsewhere(deps) : new ConnectionError('unauthorized');
    }
    await limitByAddress(c, deps, 'session', { points: 120, seconds: 60 });
    const user = await signedIn(deps, c.req.raw, c.env.context);
    if (!user) throw new ConnectionError('unauthorized', { message: 'resolveUser named nobody' });
    if (Object.keys(value).length > 0)
      throw new ConnectionError('forbidden', { message: 'a page cannot choose its session' });
    return reply(c, Session, await deps.sessions.issue(grantOf(deps, user), user.expires_in));
  });
}

/** Whether the page's origin is in `origins` is no matter here: its cookies would be no proof of who asks. */
function fromElsewhere({ url }: Deps): HostError {
  return new HostError('origin_refused', {
    message: `without an API key, only a page of ${url.origin} is given a session`,
    fix: 'A page elsewhere gets it from your own backend, which asks with an API key: give the tag `session-url` or `fetchSession`.',
  });
}

import type { Context } from 'hono';
import { ConnectionError } from '../../contract/index.js';
import type { AttemptRecord } from '../attempt/index.js';
import type { VerifiedSession } from '../access/index.js';
import { isExternalXref } from './external-xref.js';
import type { Deps, Env } from './options.js';

/** The host's signed-in user, as the embedder's own code tells it; undefined when nobody is signed in. */
export async function userOf(deps: Deps, request: Request, context: unknown): Promise<string | undefined> {
  const user: unknown = await deps.resolveUser?.(request, context);
  if (user === undefined || user === null || user === '') return undefined;
  const id = typeof user === 'number' && Number.isFinite(user) ? String(user) : user;
  if (typeof id === 'string' && isExternalXref(id)) return id;
  // Any object would read as the same `[object Object]`: one user for all.
  throw new ConnectionError('internal_error', { message: 'resolveUser gave something that is no id' });
}

/**
 * Whether the browser is the attempt's user. Where this server shares the host's origin it can ask the host who is signed
 * in: a second proof beside the cookie; elsewhere the cookie is all a browser can bring. A link proves nothing by itself,
 * so without that second proof it is `unproven`, unless `links` is `open`. `last` when a page of ours has asked already.
 */
export async function agrees(
  c: Context<Env>,
  deps: Deps,
  { attempt, last }: { attempt: AttemptRecord; last: boolean },
): Promise<'yes' | 'no' | 'unknown' | 'unproven'> {
  const linked = attempt.link !== null;
  if (!linked && (!deps.resolveUser || attempt.origin !== deps.url.origin)) return 'yes';
  const user = await userOf(deps, c.req.raw, c.env.context);
  if (user !== undefined) return user === attempt.external_xref ? 'yes' : 'no';
  if (!last && deps.resolveUser) return 'unknown';
  if (!linked) return 'no';
  return deps.links === 'open' ? 'yes' : 'unproven';
}

/**
 * Whether what this session makes is proven to be its user's own: always, unless it came by a link.
 *
 * @throws ConnectionError `forbidden` when somebody else is signed in at the host
 */
export async function isProven(c: Context<Env>, deps: Deps, session: VerifiedSession): Promise<boolean> {
  if (!session.linked) return true;
  const user = await userOf(deps, c.req.raw, c.env.context);
  if (user === undefined) return deps.links === 'open';
  if (user === session.sub) return true;
  throw new ConnectionError('forbidden', { message: 'the link was made for another user than the one signed in' });
}

import type { Context } from 'hono';
import * as z from 'zod/mini';
import { ConnectionError, CreateSession } from '../../contract/index.js';
import type { AttemptRecord } from '../attempt/index.js';
import type { VerifiedSession } from '../access/index.js';
import { faultsIn, faultsInWords } from './body.js';
import { isExternalXref } from './external-xref.js';
import { HostError } from './host-error.js';
import type { Deps, Env } from './options.js';

/** What the embedder's own code grants the user who is signed in at the host; undefined when nobody is. */
export async function signedIn(
  deps: Deps,
  request: Request,
  context: unknown,
): Promise<(CreateSession & { readonly external_xref: string }) | undefined> {
  const { external_xref: user, ...given } = partsOf(await resolved(deps, request, context));
  const grant = Granted.safeParse(given);
  if (!grant.success) throw unusable(`a session with ${faultsInWords(faultsIn(grant.error))}`);
  if (user === undefined || user === null || user === '') return undefined;
  const id = typeof user === 'number' && Number.isFinite(user) ? String(user) : user;
  if (typeof id === 'string' && isExternalXref(id)) return { ...grant.data, external_xref: id };
  // Any object would read as the same `[object Object]`: one user for all.
  throw unusable('something that is no id');
}

async function resolved(deps: Deps, request: Request, context: unknown): Promise<unknown> {
  try {
    return await deps.resolveUser?.(request, context);
  } catch (cause) {
    if (cause instanceof ConnectionError) throw cause;
    const fix =
      '`resolveUser` is your own code: `error` says where it threw. It gives nothing when nobody is signed in.';
    throw new HostError('internal_error', { message: 'resolveUser threw', cause, fix });
  }
}

const Granted = z.omit(CreateSession, { external_xref: true, origin: true });

function partsOf(user: unknown): { readonly external_xref: unknown } {
  if (typeof user !== 'object' || user === null) return { external_xref: user };
  if ('external_xref' in user) return { ...user, external_xref: user.external_xref };
  throw unusable('an object without `external_xref`');
}

function unusable(what: string): HostError {
  return new HostError('internal_error', {
    message: `resolveUser gave ${what}`,
    fix: `\`resolveUser\` gives the user’s id, or an object of \`external_xref\` and any of ${parts}; nothing when nobody is signed in.`,
  });
}

const parts = Object.keys(Granted.shape)
  .map((name) => `\`${name}\``)
  .join(', ');

/** The id of the user who is signed in at the host; undefined when nobody is. */
export async function userOf(deps: Deps, request: Request, context: unknown): Promise<string | undefined> {
  return (await signedIn(deps, request, context))?.external_xref;
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

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
  if (!isPlain(user)) throw unusable('what is no plain object');
  if ('external_xref' in user) return { ...user, external_xref: user.external_xref };
  throw unusable('an object without `external_xref`');
}

/** Whether a copy says all that it does: what a class or a hidden property narrows would be granted in full. */
function isPlain(value: object): boolean {
  const proto: object | null = Object.getPrototypeOf(value);
  // Only an `Object.prototype` has this of its own, that of another realm too.
  const own = proto === null || Object.hasOwn(proto, 'isPrototypeOf');
  return own && Object.getOwnPropertyNames(value).length === Object.keys(value).length;
}

function unusable(what: string): HostError {
  return new HostError('internal_error', {
    message: `resolveUser gave ${what}`,
    fix: `\`resolveUser\` gives the user’s id, or a plain object of \`external_xref\` and any of ${parts}; nothing when nobody is signed in.`,
  });
}

const parts = Object.keys(Granted.shape)
  .map((name) => `\`${name}\``)
  .join(', ');

/**
 * Whether the user who is signed in at the host is this one; undefined when nobody is. In two environments one id is two
 * users, unless `resolveUser` names none; what else a session of theirs grants says nothing of who they are.
 */
export async function isSignedIn(
  c: Context<Env>,
  deps: Deps,
  { external_xref, environment }: { readonly external_xref: string; readonly environment: string },
): Promise<boolean | undefined> {
  const user = await signedIn(deps, c.req.raw, c.env.context);
  if (!user) return undefined;
  const here = user.environment?.toLowerCase() ?? environment.toLowerCase();
  return user.external_xref === external_xref && here === environment.toLowerCase();
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
  const agreed = await isSignedIn(c, deps, attempt);
  if (agreed !== undefined) return agreed ? 'yes' : 'no';
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
  const { sub: external_xref, environment } = session;
  const agreed = await isSignedIn(c, deps, { external_xref, environment });
  if (agreed === undefined) return deps.links === 'open';
  if (agreed) return true;
  throw new ConnectionError('forbidden', { message: 'the link was made for another user than the one signed in' });
}

import * as z from 'zod/mini';
import { SessionAction } from '../../contract/index.js';
import { LinkReturn } from '../attempt/index.js';
import type { Grant } from '../access/index.js';
import { randomToken } from '../store/index.js';
import type { Deps } from './options.js';

/** One opening of the hosted page: whose it is, until when, and what its sessions allow. */
export const HostedPage = z.object({
  id: z.string(),
  /** Milliseconds since the epoch: its session is renewed until then. */
  until: z.number(),
  external_xref: z.string(),
  environment: z.string(),
  integrations: z.optional(z.array(z.string())),
  /** Instead of `integrations`, which can be hundreds: those in any of these, whatever they are when a session is made. */
  categories: z.optional(z.array(z.string())),
  /** Left out: the server's own. */
  permissions: z.optional(z.array(z.string())),
  allow: z.array(SessionAction),
});
export type HostedPage = z.infer<typeof HostedPage>;

/** What the code of a page is good for. Only the page itself has to know more than its cookie holds, so it is told once. */
export const HostedLink = z.extend(HostedPage, {
  /** Goes straight to this one. */
  integration: z.optional(z.string()),
  /** What the page calls itself. */
  name: z.optional(z.string()),
  back: LinkReturn,
});
export type HostedLink = z.infer<typeof HostedLink>;

export interface NewHostedPage extends Pick<Partial<HostedLink>, 'categories' | 'integration' | 'name' | 'back'> {
  /** Language tag of the page. */
  readonly lang?: string | undefined;
  readonly grant: Omit<Grant, 'origin' | 'linked'>;
  /** How long its code, and afterwards its session, may be used. */
  readonly seconds: number;
}

/**
 * A page of ours with the widget in it, for who has no page of their own: Apideck's `session_uri`. The code stands in the
 * fragment, which no server or referrer ever sees, works once, and is taken off the address at once.
 *
 * @throws ConnectionError `invalid_request` for what neither a URL nor a cookie can hold
 */
export async function hostedPage(deps: Deps, page: NewHostedPage): Promise<{ uri: string; token: string }> {
  const { grant, seconds, categories, integration, name, lang, back = {} } = page;
  const opening: HostedPage = {
    id: randomToken(12),
    until: deps.now() + seconds * 1000,
    external_xref: grant.sub,
    environment: grant.environment,
    allow: grant.allow,
    ...(grant.integrations && { integrations: grant.integrations }),
    ...(categories && { categories }),
    ...(grant.permissions && !areAll(deps, grant.permissions) && { permissions: grant.permissions }),
  };
  const link: HostedLink = {
    ...opening,
    back,
    ...(integration !== undefined && { integration }),
    ...(name !== undefined && { name }),
  };
  // What no cookie holds is refused to who asks for it, not to the user who opens it.
  await hostedCookie(deps, opening);
  const code = await deps.vouchers.issue('hosted', link, { seconds });
  const { token } = await hostedSession(deps, opening, { proven: false });
  const query = lang === undefined ? '' : `?${new URLSearchParams({ lang }).toString()}`;
  return { uri: `${deps.url.href.replace(/\/$/, '')}/hosted${query}#${code}`, token };
}

/** The cookie by which a browser comes back to its page; with its name and attributes it stays below 4,096 bytes (RFC 6265 §6.1). */
export function hostedCookie(deps: Deps, page: HostedPage): Promise<string> {
  const { id, until, external_xref, environment, integrations, categories, permissions, allow } = page;
  const held: HostedPage = { id, until, external_xref, environment, integrations, categories, permissions, allow };
  return deps.vouchers.issue('hosted page', held, { seconds: (until - deps.now()) / 1000, longest: 3_900 });
}

/** A session for the hosted page itself. Unless the host has `proven` who opened it, what it makes is a link's: see `links`. */
export async function hostedSession(deps: Deps, page: HostedPage, { proven }: { readonly proven: boolean }) {
  const integrations = page.integrations ?? (page.categories && (await typesIn(deps, page.categories)));
  const permissions = page.permissions ?? deps.permissions;
  return await deps.sessions.issue(
    {
      sub: page.external_xref,
      workspace_id: deps.workspace,
      environment: page.environment,
      origin: deps.url.origin,
      allow: page.allow,
      ...(!proven && { linked: true }),
      ...(integrations && { integrations }),
      ...(permissions && { permissions: [...permissions] }),
    },
    Math.max(1, (page.until - deps.now()) / 1000),
  );
}

/** None of no category, where the vault would take an empty list for no question. */
async function typesIn(deps: Deps, categories: readonly string[]): Promise<string[]> {
  const found = await deps.vault.integrations({});
  return found.filter((one) => one.categories.some((name) => categories.includes(name))).map(({ type }) => type);
}

function areAll({ permissions }: Deps, asked: readonly string[]): boolean {
  return permissions?.length === asked.length && permissions.every((one) => asked.includes(one));
}

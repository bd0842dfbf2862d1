import * as z from 'zod/mini';
import { SessionAction } from '../../contract/index.js';
import { LinkReturn } from '../attempt/index.js';
import type { Grant } from '../access/index.js';
import { randomToken } from '../store/index.js';
import type { Deps } from './options.js';

/** One opening of the hosted page: whose it is, until when, and where it leads back to. */
export const HostedPage = z.object({
  id: z.string(),
  /** Milliseconds since the epoch: its session is renewed until then. */
  until: z.number(),
  external_xref: z.string(),
  environment: z.string(),
  integrations: z.optional(z.array(z.string())),
  permissions: z.optional(z.array(z.string())),
  allow: z.array(SessionAction),
  /** Goes straight to this one. */
  integration: z.optional(z.string()),
  /** What the page calls itself. */
  name: z.optional(z.string()),
  back: LinkReturn,
});
export type HostedPage = z.infer<typeof HostedPage>;

export interface NewHostedPage extends Pick<Partial<HostedPage>, 'integration' | 'name' | 'back'> {
  readonly grant: Omit<Grant, 'origin' | 'linked'>;
  /** How long its code, and afterwards its session, may be used. */
  readonly seconds: number;
}

/**
 * A page of ours with the widget in it, for who has no page of their own: Apideck's `session_uri`. The code stands in the
 * fragment, which no server or referrer ever sees, works once, and is taken off the address at once.
 */
export async function hostedPage(deps: Deps, page: NewHostedPage): Promise<{ uri: string; token: string }> {
  const { grant, seconds, integration, name, back = {} } = page;
  const payload: HostedPage = {
    id: randomToken(12),
    until: deps.now() + seconds * 1000,
    external_xref: grant.sub,
    environment: grant.environment,
    allow: grant.allow,
    back,
    ...(grant.integrations && { integrations: grant.integrations }),
    ...(grant.permissions && { permissions: grant.permissions }),
    ...(integration !== undefined && { integration }),
    ...(name !== undefined && { name }),
  };
  const code = await deps.vouchers.issue('hosted', payload, { seconds });
  const { token } = await hostedSession(deps, payload, { proven: false });
  return { uri: `${deps.url.href.replace(/\/$/, '')}/hosted#${code}`, token };
}

/** A session for the hosted page itself. Unless the host has `proven` who opened it, what it makes is a link's: see `links`. */
export function hostedSession(deps: Deps, page: HostedPage, { proven }: { readonly proven: boolean }) {
  return deps.sessions.issue(
    {
      sub: page.external_xref,
      workspace_id: deps.workspace,
      environment: page.environment,
      origin: deps.url.origin,
      allow: page.allow,
      ...(!proven && { linked: true }),
      ...(page.integrations && { integrations: page.integrations }),
      ...(page.permissions && { permissions: page.permissions }),
    },
    Math.max(1, (page.until - deps.now()) / 1000),
  );
}

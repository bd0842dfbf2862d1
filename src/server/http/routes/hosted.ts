import * as z from 'zod/mini';
import { ConnectionError, Session } from '../../../contract/index.js';
import type { OpenedVoucher } from '../../access/index.js';
import { jsonBody } from '../body.js';
import { bindingCookie } from '../cookie.js';
import { hostedCookie, HostedLink, HostedPage, hostedSession } from '../hosted.js';
import { limitByAddress } from '../limit.js';
import type { App, Deps } from '../options.js';
import { hostedPage } from '../pages/hosted.js';
import { reply } from '../reply.js';
import { isSignedIn } from '../user.js';

/** The page of a `session_uri`, and the swap of its code. A cookie lets the same browser come back after a reload. */
export function hostedRoutes(app: App, deps: Deps): void {
  // The longest a page may be open; what the cookie holds ends by itself before.
  const cookies = bindingCookie(deps, 'hosted', { maxAge: 3_600 });

  app.get('/hosted', (c) => {
    c.set('lang', c.req.query('lang'));
    return hostedPage(c, deps);
  });

  app.post('/hosted/session', async (c) => {
    if (c.req.header('origin') !== deps.url.origin) throw new ConnectionError('origin_refused');
    await limitByAddress(c, deps, 'session', { points: 120, seconds: 60 });
    const { value } = await jsonBody(c, Swap);
    if (deps.links === 'off') throw new ConnectionError('forbidden', { message: 'option `links` is off' });
    const link = value.code === undefined ? undefined : linkIn(await deps.vouchers.read('hosted', value.code));
    const held = value.code === undefined ? (cookies.get(c, value.id ?? '') ?? '') : '';
    const page = link ?? pageIn(await deps.vouchers.read('hosted page', held));
    if (!page || (value.id !== undefined && value.id !== page.id)) throw new ConnectionError('session_expired');
    const proven = await isSignedIn(c, deps, page);
    // Before it is spent: the right user may still come.
    if (proven === false) throw new ConnectionError('browser_mismatch');
    if (value.code !== undefined) {
      if (!linkIn(await deps.vouchers.spend('hosted', value.code))) throw new ConnectionError('session_expired');
      cookies.set(c, page.id, await hostedCookie(deps, page));
    }
    c.header('Cache-Control', 'private, no-store');
    const { success_redirect, failure_redirect, redirect_uri, state } = link?.back ?? {};
    return reply(c, Opened, {
      id: page.id,
      session: await hostedSession(deps, page, { proven: proven === true }),
      external_xref: page.external_xref,
      asks: new URL(success_redirect ?? redirect_uri ?? deps.url).hostname,
      waits: !proven && deps.links === 'confirm',
      ...(link?.name !== undefined && { name: link.name }),
      ...(link?.integration !== undefined && { integration: link.integration }),
      ...(success_redirect !== undefined && { success_redirect }),
      ...(failure_redirect !== undefined && { failure_redirect }),
      ...(redirect_uri !== undefined && { redirect_uri }),
      ...(state !== undefined && { state }),
    });
  });
}

function linkIn(opened: OpenedVoucher | undefined): HostedLink | undefined {
  return opened && !opened.spent ? HostedLink.safeParse(opened.payload).data : undefined;
}

function pageIn(opened: OpenedVoucher | undefined): HostedPage | undefined {
  return opened && !opened.spent ? HostedPage.safeParse(opened.payload).data : undefined;
}

/** The code of a fresh link, or the id of the page this browser has open. */
export const Swap = z.object({
  code: z.optional(z.string()),
  id: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/))),
});

export const Opened = z.object({
  id: z.string(),
  session: Session,
  /** For whom, and the host of who asks: a page says so before anything is typed. */
  external_xref: z.string(),
  asks: z.string(),
  /** What is made waits to be confirmed. */
  waits: z.boolean(),
  name: z.optional(z.string()),
  integration: z.optional(z.string()),
  success_redirect: z.optional(z.string()),
  failure_redirect: z.optional(z.string()),
  redirect_uri: z.optional(z.string()),
  state: z.optional(z.string()),
});

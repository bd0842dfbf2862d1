import type { Context } from 'hono';
import { ConnectionError } from '../../../contract/index.js';
import { linkOf, type AttemptRecord } from '../../attempt/index.js';
import { asFailure } from '../../store/index.js';
import { formBody } from '../body.js';
import { bindingCookie } from '../cookie.js';
import { limitByAddress } from '../limit.js';
import { linkEnd } from '../link-end.js';
import type { App, Deps, Env } from '../options.js';
import { asPage } from '../pages/as-page.js';
import { ASKED, askAgainPage, bridgePage, repostPage } from '../pages/bridge.js';
import { resultPage } from '../pages/result.js';
import { logFailure } from '../problem.js';
import { agrees } from '../user.js';

/** The two routes a browser navigates to: the bound start, and the provider's way back. Both answer with pages. */
export function oauthRoutes(app: App, deps: Deps): void {
  const cookies = bindingCookie(deps, 'attempt', { maxAge: 600 });

  // HEAD would be answered by GET's handler, which spends the state.
  app.use('/oauth/*', async (c, next) => {
    if (c.req.method === 'HEAD') throw new ConnectionError('method_not_allowed');
    await next();
  });

  app.post('/oauth/start', (c) =>
    asPage(c, deps, async () => {
      await limitByAddress(c, deps, 'start', { points: 120, seconds: 60 });
      const origin = c.req.header('origin');
      const ticket = (await formBody(c)).get('ticket') ?? '';
      const attempt = await deps.attempts.ofTicket(ticket);
      // `null`, missing or foreign: nothing else can bind this navigation to the page that asked for it.
      if (origin === undefined || !deps.origins.has(origin) || (attempt && origin !== attempt.origin)) {
        if (attempt) await deps.attempts.refuseStart(attempt, 'origin_refused');
        throw new ConnectionError('origin_refused', { message: `a start came from ${origin ?? 'no origin'}` });
      }
      if (!attempt) throw new ConnectionError('invalid_request', { message: 'the ticket is not one of ours' });
      const agreed = await agrees(c, deps, { attempt, last: false });
      // Of a link's attempt it is asked again at the callback, which is when it counts.
      if (agreed === 'no' || (agreed === 'unknown' && attempt.link === null)) {
        await deps.attempts.refuseStart(attempt, 'browser_mismatch');
        throw new ConnectionError('browser_mismatch', { message: 'resolveUser names somebody else' });
      }
      const started = await deps.attempts.start(attempt, c.req.raw.signal).catch((thrown: unknown) => {
        const error = asFailure(thrown);
        logFailure(c, deps, error);
        return error;
      });
      if (started instanceof ConnectionError)
        return await endPage(c, { ...attempt, status: 'failed', code: started.code });
      cookies.set(c, started.id, started.cookie);
      return await bridgePage(c, started.url);
    }),
  );

  // Plain `/oauth/code` is for providers whose app was registered with one redirect URI for all.
  app.get('/oauth/code/:type?', (c) => asPage(c, deps, () => callback(c, new URL(c.req.url).searchParams)));
  app.post('/oauth/code/:type?', (c) =>
    asPage(c, deps, async () => {
      const params = await formBody(c);
      const known = await deps.attempts.answersByPost(params.get('state') ?? '');
      if (!known) throw new ConnectionError('method_not_allowed');
      return params.has(ASKED) ? await callback(c, params) : await repostPage(c, params);
    }),
  );

  async function callback(c: Context<Env>, given: URLSearchParams): Promise<Response> {
    const asked = given.has(ASKED);
    given.delete(ASKED);
    // Whoever opened a link need not be its user: what they connect waits until the product says so.
    let waits = false;
    const result = await deps.attempts.callback({
      params: given,
      integration: c.req.param('type'),
      cookie: (id) => cookies.get(c, id),
      async agrees(attempt) {
        const agreed = await agrees(c, deps, { attempt, last: asked });
        waits = agreed === 'unproven';
        return agreed;
      },
    });
    if (result.outcome === 'ask-again') return await askAgainPage(c);
    if (result.outcome === 'refused') {
      if (result.over !== undefined) cookies.clear(c, result.over);
      throw new ConnectionError(result.code);
    }
    const { attempt, failure } = result;
    if (failure) logFailure(c, deps, failure);
    cookies.clear(c, attempt.id);
    await deps.audit.record({
      actor: `user:${attempt.external_xref}`,
      action: `attempt.${attempt.status}`,
      subject: attempt.connection_id ?? attempt.id,
      result: attempt.code ?? 'done',
      request_id: c.get('requestId'),
    });
    const back = await backFrom(deps, attempt);
    c.set('lang', linkOf(attempt)?.lang);
    if (back === undefined) return await resultPage(c, attempt, { confirmedBy: waits ? deps.url.hostname : undefined });
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    return c.redirect(back, 303);
  }
}

/** Ends a sign-in that never left: in its own window by the result page, in the page itself by going back to it. */
function endPage(c: Context<Env>, attempt: AttemptRecord): Promise<Response> {
  return attempt.mode === 'redirect' && attempt.return_to
    ? bridgePage(c, returnUrl(attempt.return_to, attempt.id))
    : resultPage(c, attempt);
}

/** Where a sign-in without a window of its own leads back to; undefined where it has nowhere to go. */
async function backFrom(deps: Deps, attempt: AttemptRecord): Promise<string | undefined> {
  if (attempt.mode === 'link') return await linkEnd(deps, attempt);
  return attempt.mode === 'redirect' && attempt.return_to ? returnUrl(attempt.return_to, attempt.id) : undefined;
}

/**
 * The page to come back to, told which attempt ended and nothing else. Added as text: `searchParams` would spell the page's
 * own query anew, `a%20b` as `a+b` and `flag` as `flag=`.
 */
function returnUrl(page: string, attempt: string): string {
  const url = new URL(page);
  const own = url.search === '' ? [] : url.search.slice(1).split('&');
  const kept = own.filter((one) => !/^connection_attempt(=|$)/.test(one));
  url.search = [...kept, `connection_attempt=${attempt}`].join('&');
  return url.href;
}

import type { Context } from 'hono';
import { ConnectionError } from '../../../contract/index.js';
import type { AttemptRecord } from '../../attempt/index.js';
import { asFailure } from '../../store/index.js';
import { formBody } from '../body.js';
import { attemptCookie } from '../cookie.js';
import { limitByAddress } from '../limit.js';
import type { App, Deps, Env } from '../options.js';
import { ASKED, askAgainPage, bridgePage, repostPage } from '../pages/bridge.js';
import { refusedPage, resultPage } from '../pages/result.js';
import { logFailure } from '../problem.js';
import { userOf } from './sessions.js';

/** The two routes a browser navigates to: the bound start, and the provider's way back. Both answer with pages. */
export function oauthRoutes(app: App, deps: Deps): void {
  const cookies = attemptCookie(deps);

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
      if ((await agrees(c, deps, attempt)) !== 'yes') {
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
    const result = await deps.attempts.callback({
      params: given,
      integration: c.req.param('type'),
      cookie: (id) => cookies.get(c, id),
      agrees: async (attempt) => {
        const answer = await agrees(c, deps, attempt);
        return answer === 'unknown' && asked ? 'no' : answer;
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
    if (attempt.mode === 'redirect' && attempt.return_to) {
      c.header('Cache-Control', 'no-store');
      c.header('Referrer-Policy', 'no-referrer');
      return c.redirect(returnUrl(attempt.return_to, attempt.id), 303);
    }
    return await resultPage(c, attempt);
  }
}

/** Ends a sign-in that never left: in its own window by the result page, in the page itself by going back to it. */
function endPage(c: Context<Env>, attempt: AttemptRecord): Promise<Response> {
  return attempt.mode === 'redirect' && attempt.return_to
    ? bridgePage(c, returnUrl(attempt.return_to, attempt.id))
    : resultPage(c, attempt);
}

/** The page to come back to, told which attempt ended and nothing else. */
function returnUrl(page: string, attempt: string): string {
  const url = new URL(page);
  url.searchParams.set('connection_attempt', attempt);
  return url.href;
}

/**
 * Where this server shares the host's origin it can ask the host who is signed in, and that must be the attempt's user: a
 * second proof beside the cookie. Elsewhere the cookie is all a browser can bring.
 */
async function agrees(c: Context<Env>, deps: Deps, attempt: AttemptRecord): Promise<'yes' | 'no' | 'unknown'> {
  if (!deps.resolveUser || attempt.origin !== deps.url.origin) return 'yes';
  const user = await userOf(deps, c.req.raw, c.env.context);
  if (user === undefined) return 'unknown';
  return user === attempt.external_xref ? 'yes' : 'no';
}

/** These routes are looked at by people, so their failures are pages too. */
async function asPage(c: Context<Env>, deps: Deps, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (thrown) {
    const error = asFailure(thrown);
    logFailure(c, deps, error);
    return await refusedPage(c, error.code);
  }
}

import { Hono, type Context } from 'hono';
import { ConnectionError } from '../../contract/index.js';
import { asFailure, randomToken } from '../store/index.js';
import { apideckProblemReply, apideckRoutes, isApideckPath } from './apideck/index.js';
import { cors } from './cors.js';
import { openapiRoutes } from './openapi/index.js';
import type { App, Deps, Env } from './options.js';
import { logFailure, problemReply } from './problem.js';
import { assetRoutes } from './routes/assets.js';
import { credentialRoutes } from './routes/credentials.js';
import { attemptRoutes } from './routes/attempts.js';
import { authUrlRoute } from './routes/auth-url.js';
import { connectionRoutes } from './routes/connections.js';
import { hostedRoutes } from './routes/hosted.js';
import { integrationRoutes } from './routes/integrations.js';
import { linkRoutes } from './routes/link.js';
import { oauthRoutes } from './routes/oauth.js';
import { sessionRoutes } from './routes/sessions.js';

/** All routes below `url`'s path. What no route names is 404, whatever it is asked with. */
export function createApp(deps: Deps): App {
  const mount = deps.url.pathname.replace(/\/$/, '');
  const app = new Hono<Env>().basePath(mount);

  app.use(async (c, next) => {
    const started = performance.now();
    const requestId = `req_${randomToken(9)}`;
    c.set('requestId', requestId);
    c.header('X-Request-Id', requestId);
    await next();
    deps.log({
      level: 'info',
      event: 'request',
      request_id: requestId,
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      duration_ms: Math.round(performance.now() - started),
    });
  });
  // The pages of the hand-off are navigated to, never fetched: no other page may read them.
  for (const path of ['/unified/*', '/sessions', '/oauth/attempts', '/oauth/attempts/*']) app.use(path, cors(deps));
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'private, no-store');
  });

  app.onError((thrown, c) => {
    const error = asFailure(thrown);
    logFailure(c, deps, error);
    return refusal(c, error);
  });
  app.notFound((c) => refusal(c, new ConnectionError('not_found')));

  for (const routes of [
    integrationRoutes,
    authUrlRoute,
    connectionRoutes,
    credentialRoutes,
    sessionRoutes,
    attemptRoutes,
    oauthRoutes,
    linkRoutes,
    hostedRoutes,
    apideckRoutes,
    openapiRoutes,
    assetRoutes,
  ]) {
    routes(app, deps);
  }
  refuseOtherMethods(app, mount);
  return app;

  function refusal(c: Context<Env>, error: ConnectionError): Response {
    return isApideckPath(c.req.path.slice(mount.length)) ? apideckProblemReply(c, error) : problemReply(c, error);
  }
}

/** A path that exists answers every other method with 405, not 404. */
function refuseOtherMethods(app: App, mount: string): void {
  const paths = new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path.slice(mount.length)),
  );
  for (const path of paths) {
    app.all(path, () => {
      throw new ConnectionError('method_not_allowed');
    });
  }
}

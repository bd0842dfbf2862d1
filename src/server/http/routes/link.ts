import type { Context } from 'hono';
import { ConnectionError, type Integration } from '../../../contract/index.js';
import { formBody } from '../body.js';
import { bindingCookie } from '../cookie.js';
import { hostedPage } from '../hosted.js';
import { limitByAddress } from '../limit.js';
import { LinkRequest } from '../link-request.js';
import type { App, Deps, Env } from '../options.js';
import { asPage } from '../pages/as-page.js';
import { bridgePage } from '../pages/bridge.js';
import { linkOverPage, linkPage } from '../pages/link.js';
import { allowedRedirect } from '../redirects.js';
import { isSignedIn } from '../user.js';

/**
 * Links, on Unified.to's surface and on Apideck's (`state` is the voucher there). `GET` shows who asks and stores nothing,
 * however often it is asked; only the page's own button goes on, once.
 */
export function linkRoutes(app: App, deps: Deps): void {
  const cookies = bindingCookie(deps, 'attempt', { maxAge: 600 });

  app.get('/oauth/link/:voucher', (c) => show(c, { voucher: c.req.param('voucher'), given: {} }));
  app.post('/oauth/link/:voucher', (c) => go(c, { voucher: c.req.param('voucher'), given: {} }));

  app.get('/vault/authorize/:service_id/:application_id', (c) => show(c, apideck(c)));
  app.post('/vault/authorize/:service_id/:application_id', (c) => go(c, apideck(c)));

  function show(c: Context<Env>, opened: Opened): Promise<Response> {
    return asPage(c, deps, async () => {
      await limitByAddress(c, deps, 'link', { points: 120, seconds: 60 });
      const voucher = await deps.vouchers.read('link', opened.voucher);
      const request = voucher && requestIn(voucher.payload, opened);
      c.set('lang', request?.lang);
      if (!request || voucher.spent) return await linkOverPage(c, request ? 'attempt_used' : 'attempt_expired');
      const integration = await available(request);
      return await linkPage(c, {
        integration,
        asks: new URL(request.success_redirect ?? request.redirect_uri ?? deps.url).hostname,
        external_xref: request.external_xref,
        permissions: request.permissions,
      });
    });
  }

  function go(c: Context<Env>, opened: Opened): Promise<Response> {
    return asPage(c, deps, async () => {
      await limitByAddress(c, deps, 'start', { points: 120, seconds: 60 });
      // Only our own page's button: any other page could press it for somebody who never saw what is asked.
      if (c.req.header('origin') !== deps.url.origin) throw new ConnectionError('origin_refused');
      await formBody(c);
      const request = requestIn((await deps.vouchers.read('link', opened.voucher))?.payload, opened);
      if (!request) return await linkOverPage(c, 'attempt_expired');
      c.set('lang', request.lang);
      // Before it is spent: the right user may still come.
      if ((await isSignedIn(c, deps, request)) === false) throw new ConnectionError('browser_mismatch');
      const integration = await available(request);
      const straight = goesStraight(integration, request);
      // The two-step ends at the provider's way back; a page of ours cannot hand the token over to the browser's own page.
      if (!straight && request.nonce !== undefined) throw new ConnectionError('invalid_request');
      const spent = await deps.vouchers.spend('link', opened.voucher);
      if (!spent || spent.spent) return await linkOverPage(c, 'attempt_used');
      if (!straight) return await bridgePage(c, await formPage(deps, request));
      const started = await deps.attempts.open(attemptOf(request, integration), c.req.raw.signal);
      cookies.set(c, started.id, started.cookie);
      return await bridgePage(c, started.url);
    });
  }

  function attemptOf(request: LinkRequest, integration: Integration) {
    return {
      owner: {
        workspace: deps.workspace,
        environment: request.environment,
        external_xref: request.external_xref,
      },
      session: `link ${crypto.randomUUID()}`,
      origin: deps.url.origin,
      integration,
      permissions: request.permissions,
      inputs: request.inputs,
      reconnect: undefined,
      mode: 'link',
      returnTo: undefined,
      link: backOf(request),
    } as const;
  }

  async function available({ integration_type }: LinkRequest): Promise<Integration> {
    if (deps.links === 'off') throw new ConnectionError('forbidden', { message: 'option `links` is off' });
    const [integration] = await deps.vault.integrations({ types: [integration_type] });
    if (integration && integration.is_active !== false) return integration;
    throw new ConnectionError('not_found', { message: 'no active integration of that type' });
  }

  /** Apideck's client adds where to lead back to, and the nonce of its two-step, to the address it was given. */
  function apideck(c: Context<Env>): Opened {
    const query = (name: string): string | undefined => {
      const values = c.req.queries(name) ?? [];
      if (values.length > 1) throw new ConnectionError('invalid_request', { message: `${name} is given twice` });
      return values[0];
    };
    if (c.req.param('application_id') !== deps.workspace) throw new ConnectionError('not_found');
    const redirect_uri = allowedRedirect(deps, 'redirect_uri', query('redirect_uri'));
    const nonce = query('nonce');
    if (nonce !== undefined && (nonce === '' || nonce.length > 512 || redirect_uri === undefined)) {
      throw new ConnectionError('invalid_request', { errors: [{ path: 'nonce', code: 'pattern' }] });
    }
    const integration_type = c.req.param('service_id');
    return {
      voucher: query('state') ?? '',
      given: {
        ...(integration_type !== undefined && { integration_type }),
        ...(redirect_uri !== undefined && { redirect_uri }),
        ...(nonce !== undefined && { nonce }),
      },
    };
  }
}

interface Opened {
  readonly voucher: string;
  /** What the address says beside the voucher; it may add, never change. */
  readonly given: Partial<Pick<LinkRequest, 'integration_type' | 'redirect_uri' | 'nonce'>>;
}

function requestIn(payload: unknown, { given }: Opened): LinkRequest | undefined {
  const parsed = LinkRequest.safeParse(payload);
  if (!parsed.success) return undefined;
  const changed = given.integration_type !== undefined && given.integration_type !== parsed.data.integration_type;
  const elsewhere = parsed.data.redirect_uri !== undefined && given.redirect_uri !== undefined;
  if (changed || (elsewhere && given.redirect_uri !== parsed.data.redirect_uri)) return undefined;
  return { ...parsed.data, ...given };
}

/** Whether nothing has to be typed first. */
function goesStraight(integration: Integration, { inputs }: LinkRequest): boolean {
  const methods = integration.auth_methods ?? (integration.token_names?.length ? ['token'] : ['oauth2']);
  const missing = integration.inputs?.some((field) => !field.optional && !inputs[field.name]?.trim());
  return methods.includes('oauth2') && !missing;
}

/** A form to fill in is the hosted page's business. */
async function formPage(deps: Deps, request: LinkRequest): Promise<string> {
  const { uri } = await hostedPage(deps, {
    grant: {
      sub: request.external_xref,
      workspace_id: deps.workspace,
      environment: request.environment,
      allow: ['create'],
      integrations: [request.integration_type],
      // None asked for is none allowed, not any.
      permissions: request.permissions,
    },
    seconds: 3_600,
    integration: request.integration_type,
    lang: request.lang,
    back: backOf(request),
  });
  return uri;
}

function backOf({ success_redirect, failure_redirect, state, unified_api, redirect_uri, nonce, lang }: LinkRequest) {
  return {
    ...(success_redirect !== undefined && { success_redirect }),
    ...(failure_redirect !== undefined && { failure_redirect }),
    ...(state !== undefined && { state }),
    ...(unified_api !== undefined && { unified_api }),
    ...(redirect_uri !== undefined && { redirect_uri }),
    ...(nonce !== undefined && { nonce }),
    ...(lang !== undefined && { lang }),
  };
}

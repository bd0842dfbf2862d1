import type { Context } from 'hono';
import { ConnectionError, type Integration } from '../../../contract/index.js';
import { callerOf, requireScope } from '../caller.js';
import { checkedExternalXref } from '../external-xref.js';
import { environmentOf } from '../environment.js';
import { LINK_LIFE, linkVoucher, type LinkRequest } from '../link-request.js';
import type { App, Deps, Env } from '../options.js';
import { booleanParam, listParam, scalarParam } from '../query.js';
import { allowedRedirect } from '../redirects.js';

/**
 * Unified.to's auth URL, as `text/plain`. Theirs is open to anybody and leads straight to the provider, so that anybody can
 * have a stranger's account connected to their own user; ours takes a key and leads to a page of our own first.
 */
export function authUrlRoute(app: App, deps: Deps): void {
  app.get('/unified/integration/auth/:workspace_id/:integration_type', async (c) => {
    const caller = await callerOf(c, deps);
    if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
    if (caller.kind === 'session') throw new ConnectionError('forbidden', { message: 'a link takes an API key' });
    requireScope(caller, 'connections');
    if (c.req.param('workspace_id') !== deps.workspace) throw new ConnectionError('not_found');
    if (deps.links === 'off') throw new ConnectionError('forbidden', { message: 'option `links` is off' });
    const [integration] = await deps.vault.integrations({ types: [c.req.param('integration_type')] });
    if (!integration || integration.is_active === false) {
      throw new ConnectionError('not_found', {
        message: 'no active integration of that type',
        errors: [{ path: 'integration_type', code: 'not_offered' }],
      });
    }
    const redirect = booleanParam(c, 'redirect') ?? false;
    const request = requestOf(c, deps, integration);
    const voucher = await linkVoucher(deps, request, { seconds: LINK_LIFE });
    await deps.audit.record({
      actor: `key:${caller.key.id}`,
      action: 'link.created',
      subject: request.external_xref,
      result: 'done',
      request_id: c.get('requestId'),
    });
    c.header('Cache-Control', 'private, no-store');
    const url = `${deps.url.href.replace(/\/$/, '')}/oauth/link/${voucher}`;
    return redirect ? c.redirect(url, 302) : c.text(url);
  });
}

function requestOf(c: Context<Env>, deps: Deps, integration: Integration): LinkRequest {
  const external_xref = checkedExternalXref(scalarParam(c, 'external_xref'));
  const state = scalarParam(c, 'state');
  if (state !== undefined && state.length > 1_024) throw invalid('state', 'too_long');
  const lang = scalarParam(c, 'lang');
  const success_redirect = allowedRedirect(deps, 'success_redirect', scalarParam(c, 'success_redirect'));
  const failure_redirect = allowedRedirect(deps, 'failure_redirect', scalarParam(c, 'failure_redirect'));
  return {
    environment: environmentOf(deps, scalarParam(c, 'env')),
    external_xref,
    integration_type: integration.type,
    permissions: permissionsOf(c, deps),
    inputs: inputsOf(c, integration),
    ...(success_redirect !== undefined && { success_redirect }),
    ...(failure_redirect !== undefined && { failure_redirect }),
    ...(state !== undefined && { state }),
    ...(lang !== undefined && { lang }),
  };
}

/** Unified.to's `scopes` are its permissions. */
function permissionsOf(c: Context<Env>, deps: Deps): string[] {
  const asked = listParam(c, 'scopes') ?? [...(deps.permissions ?? [])];
  const beyond = asked.find((one) => deps.permissions && !deps.permissions.includes(one));
  if (beyond === undefined) return asked;
  throw new ConnectionError('forbidden', { message: `${beyond} is not in the server's \`permissions\`` });
}

function inputsOf(c: Context<Env>, { inputs = [] }: Integration): Record<string, string> {
  const subdomain = scalarParam(c, 'subdomain');
  const field = inputs.find(({ name }) => name === 'subdomain') ?? inputs.find(({ type }) => type === 'subdomain');
  return subdomain && field ? { [field.name]: subdomain } : {};
}

function invalid(path: string, code: string): ConnectionError {
  return new ConnectionError('invalid_request', { errors: [{ path, code }] });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import { consentPage, errorPage, signInPage } from './pages.js';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The two pages between "authorize" and the way back. Whose interaction it is, the provider tells by its cookie. */
export function interactions(provider: Provider) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const details = await provider.interactionDetails(request, response).catch(() => undefined);
    if (!details) return send(response, 400, errorPage('This sign-in is over. Start again where you came from.'));
    if (request.method === 'GET') return send(response, 200, page(details));
    if (request.method !== 'POST') return send(response, 405, errorPage('That cannot be done here.'));
    const form = await readForm(request);
    const result = await resultOf(provider, details, form);
    await provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: result.error === undefined,
    });
  };
}

function page({ uid, prompt, params, session }: Details): string {
  return prompt.name === 'login'
    ? signInPage(uid)
    : consentPage(uid, {
        account: session?.accountId ?? '',
        scopes: String(params['scope'] ?? '').split(' '),
      });
}

async function resultOf(provider: Provider, details: Details, form: URLSearchParams): Promise<InteractionResults> {
  if (form.get('answer') !== 'yes') {
    return { error: 'access_denied', error_description: 'The user said no' };
  }
  if (details.prompt.name === 'login') return { login: { accountId: form.get('email') || 'ada@northwind.example' } };
  return { consent: { grantId: await grant(provider, details) } };
}

/** Writes down what was agreed to: everything that was asked for. */
async function grant(provider: Provider, { grantId, session, params, prompt }: Details): Promise<string> {
  const known = grantId ? await provider.Grant.find(grantId) : undefined;
  const agreed =
    known ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params['client_id']) });
  const { missingOIDCScope, missingOIDCClaims } = prompt.details;
  if (isStrings(missingOIDCScope)) agreed.addOIDCScope(missingOIDCScope.join(' '));
  if (isStrings(missingOIDCClaims)) agreed.addOIDCClaims(missingOIDCClaims);
  return await agreed.save();
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) break;
  }
  return new URLSearchParams(body);
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // no form-action: Chromium holds it against the redirect after the form, which leads back to the product
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
  });
  response.end(html);
}

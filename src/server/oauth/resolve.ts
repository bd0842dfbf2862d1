import type { AuthorizationServer } from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { discover } from './discovery.js';
import { endpoints, fillEndpoint, isByRedirect, isSafeUrl, neededEndpoints, withinSuffix } from './endpoint.js';
import type { OAuthProvider, ProviderCalls, ResolvedProvider } from './provider.js';

/**
 * Fills the inputs into the declared endpoints and, with `discovery`, reads the rest from the provider's metadata, which
 * is kept for an hour. A discovery that fails is not kept: the next call tries again, so a provider that is down at
 * start only delays itself.
 *
 * @throws ConnectionError `invalid_fields` naming the input, `integration_misconfigured`, `provider_*`
 */
export async function resolveProvider(
  provider: OAuthProvider,
  inputs: Readonly<Record<string, string>>,
  calls: ProviderCalls,
): Promise<ResolvedProvider> {
  const declared = fillDeclared(provider, inputs);
  const issuerKnown = declared.issuer !== undefined;
  const key = JSON.stringify(declared);
  const now = (calls.now ?? Date.now)();
  const kept = servers.get(provider) ?? new Map<string, Kept>();
  servers.set(provider, kept);
  const found = kept.get(key);
  if (found && found.until > now) return { provider, server: await found.server, issuerKnown };
  const server = provider.discovery
    ? discovered(provider, declared, calls)
    : Promise.resolve(asDeclared(provider, declared));
  const entry = { server, until: now + lifetime };
  kept.delete(key);
  kept.set(key, entry);
  server.catch(() => kept.get(key) === entry && kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return { provider, server: await server, issuerKnown };
}

interface Kept {
  readonly server: Promise<AuthorizationServer>;
  readonly until: number;
}

const servers = new WeakMap<OAuthProvider, Map<string, Kept>>();
const lifetime = 3_600_000;
/** Inputs are the user's, so the number of filled variants is not ours to trust. */
const mostKept = 100;

type Declared = Partial<Record<(typeof endpoints)[number], string>> & { iss?: true };

function fillDeclared(provider: OAuthProvider, inputs: Readonly<Record<string, string>>): Declared {
  const declared: Declared = {};
  for (const name of endpoints) {
    const template = provider[name];
    if (template === undefined) continue;
    const url = fillEndpoint(template, { name, inputs, hostSuffix: provider.host_suffix });
    // An issuer is compared letter by letter (RFC 9207 §2.4), and a parsed URL would gain a slash.
    declared[name] = name === 'issuer' && !url.pathname.slice(1) && !template.endsWith('/') ? url.origin : url.href;
  }
  if (provider.authorization_response_iss_parameter_supported) declared.iss = true;
  return declared;
}

function asDeclared(provider: OAuthProvider, { iss, ...declared }: Declared): AuthorizationServer {
  const missing = neededEndpoints(provider).find((name) => declared[name] === undefined);
  const { token_endpoint } = declared;
  if (missing || !token_endpoint) {
    throw misconfigured(`${missing ?? 'token_endpoint'} is needed without discovery`);
  }
  const issuer = declared.issuer ?? new URL(token_endpoint).origin;
  return { ...declared, issuer, ...(iss && { authorization_response_iss_parameter_supported: true }) };
}

async function discovered(
  provider: OAuthProvider,
  { iss, ...declared }: Declared,
  calls: ProviderCalls,
): Promise<AuthorizationServer> {
  if (!declared.issuer) throw misconfigured('discovery needs an issuer');
  const metadata = await discover(new URL(declared.issuer), calls);
  const server = {
    ...metadata,
    ...declared,
    issuer: metadata.issuer,
    ...(iss && { authorization_response_iss_parameter_supported: true }),
  };
  for (const name of [...endpoints, 'jwks_uri'] as const) checkMetadata(provider, name, server, declared);
  const methods = server.code_challenge_methods_supported;
  if (isByRedirect(provider) && provider.pkce !== false && methods && !methods.includes('S256')) {
    throw misconfigured(`${declared.issuer} offers no S256; declare pkce: false if that is accepted`);
  }
  return server;
}

/**
 * Metadata may lead our credentials only to the issuer's own origin, to a declared endpoint, or within `host_suffix`
 * (RFC 8414 §6.2: an imposter's document).
 */
function checkMetadata(
  provider: OAuthProvider,
  name: (typeof endpoints)[number] | 'jwks_uri',
  server: AuthorizationServer,
  declared: Declared,
): void {
  const value = server[name];
  if (value === undefined) {
    if (neededEndpoints(provider).some((one) => one === name)) throw misconfigured(`metadata has no ${name}`);
    return;
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !isSafeUrl(url)) throw misconfigured(`${name} of the metadata is no safe URL`);
  if (name === 'jwks_uri' || name === 'authorization_endpoint' || declared[name] !== undefined) return;
  const atHome = url.origin === new URL(server.issuer).origin;
  if (!atHome && !(provider.host_suffix && withinSuffix(url, provider.host_suffix))) {
    throw misconfigured(`${name} of the metadata is on ${url.host}, not the issuer's origin; declare it to allow that`);
  }
}

function misconfigured(message: string): ConnectionError {
  return new ConnectionError('integration_misconfigured', { message });
}

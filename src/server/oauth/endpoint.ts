import { ConnectionError } from '../../contract/index.js';
import type { OAuthProvider } from './provider.js';

/** The host is this very machine: `localhost`, `*.localhost` (RFC 6761 §6.3), 127.0.0.0/8 or [::1]. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

/** Fit for a secret: https, or http on loopback, and without userinfo. */
export function isSafeUrl(url: URL): boolean {
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return encrypted && !url.username && !url.password;
}

/** The members of a provider that are addresses, and so may hold `{input}` placeholders. */
export const endpoints = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'userinfo_endpoint',
  'pushed_authorization_request_endpoint',
] as const;

/** Whether the user is sent to the provider; the other grants send what the token form asked for. */
export function isByRedirect({ grant_type }: OAuthProvider): boolean {
  return grant_type === undefined || grant_type === 'authorization_code';
}

/** What a provider's grant cannot do without. */
export function neededEndpoints(provider: OAuthProvider): readonly ('authorization_endpoint' | 'token_endpoint')[] {
  return isByRedirect(provider) ? ['authorization_endpoint', 'token_endpoint'] : ['token_endpoint'];
}

export interface EndpointOptions {
  /** Name of the declared member, for messages. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly hostSuffix?: string | undefined;
}

/**
 * An endpoint with its `{input}` placeholders filled. A value in the host must be one DNS label; elsewhere it must be one
 * path segment. The result is parsed first and judged afterwards, so that no notation gets past the suffix.
 *
 * @throws ConnectionError `invalid_fields` at the input, `integration_misconfigured` when the declaration is to blame
 */
export function fillEndpoint(template: string, { name, inputs, hostSuffix }: EndpointOptions): URL {
  const authority = /^[a-z]+:\/\/[^/?#]*/i.exec(template)?.[0] ?? '';
  const used: string[] = [];
  const filled = template.replace(/\{([^{}]*)\}/g, (_, input: string, offset: number) => {
    used.push(input);
    const value = Object.hasOwn(inputs, input) ? inputs[input] : undefined;
    if (!value) throw refuse(input, 'required');
    const fits = offset < authority.length ? label.test(value) : segment.test(value) && !/^\.+$/.test(value);
    if (!fits) throw refuse(input, offset < authority.length ? 'invalid_subdomain' : 'pattern');
    return value;
  });
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  if (!url || !isSafeUrl(url) || (hostSuffix && !withinSuffix(url, hostSuffix))) {
    const [input] = used;
    if (input !== undefined) throw refuse(input, 'invalid_subdomain');
    throw new ConnectionError('integration_misconfigured', {
      message: `${name} is no safe URL within its host_suffix`,
    });
  }
  return url;
}

/** Whether the host ends in the suffix, which starts with a dot, so that `evilharbor.example` does not. */
export function withinSuffix(url: URL, suffix: string): boolean {
  return url.hostname.endsWith(suffix.toLowerCase()) && url.hostname.length > suffix.length;
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const segment = /^[\w.~-]{1,128}$/;

function refuse(input: string, code: string): ConnectionError {
  return new ConnectionError('invalid_fields', {
    message: `input ${input} does not fit the provider's address`,
    errors: [{ path: `inputs.${input}`, code }],
  });
}

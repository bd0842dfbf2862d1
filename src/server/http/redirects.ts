import { ConnectionError } from '../../contract/index.js';
import type { Deps } from './options.js';

/**
 * The address that a link may lead back to: letter by letter one of `redirects`, after parsing (RFC 9700 §4.11). Undefined
 * when none was asked for.
 *
 * @throws ConnectionError `invalid_request` naming the parameter
 */
export function allowedRedirect(deps: Deps, name: string, given: string | undefined): string | undefined {
  if (given === undefined || given === '') return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && deps.redirects.has(url.href)) return url.href;
  throw new ConnectionError('invalid_request', {
    message: `${name} is not one of the server's \`redirects\``,
    errors: [{ path: name, code: 'not_allowed' }],
  });
}

/** A page of `redirects` with what it is told. */
export function withParams(page: string, params: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(page);
  for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

import { ConnectionError, type FieldError } from '../../../contract/index.js';
import type { IntegrationDefinition } from '../../catalogue/index.js';
import { type ProviderCalls, resolveProvider } from '../../oauth/index.js';
import type { GivenAuth } from '../vault.js';

/** The endpoints that an import may repeat, by the metadata (RFC 8414) that they must agree with. */
const own = {
  authorize_url: 'authorization_endpoint',
  token_url: 'token_endpoint',
  refresh_url: 'token_endpoint',
} as const;

/**
 * Refuses endpoints that come with credentials unless they are the integration's own: nobody's credentials, and least of
 * all the operator's `client_secret`, ever go where an import points. An integration has no API address to compare
 * `api_url` with, so that is refused whatever it is.
 *
 * @throws ConnectionError `invalid_fields` at `auth.token_url` and its like
 */
export async function refuseForeignEndpoints(
  { oauth, type }: IntegrationDefinition,
  { auth, inputs }: { auth: GivenAuth; inputs: Readonly<Record<string, string>> },
  calls: ProviderCalls,
): Promise<void> {
  const { api_url, authorize_url, token_url, refresh_url } = auth;
  const given = { authorize_url, token_url, refresh_url };
  const asked = Object.values(given).some((url) => url !== undefined);
  const server = oauth && asked ? (await resolveProvider(oauth, inputs, calls)).server : undefined;
  const errors: FieldError[] = api_url === undefined ? [] : [{ path: 'auth.api_url', code: 'unexpected' }];
  for (const name of ['authorize_url', 'token_url', 'refresh_url'] as const) {
    const url = given[name];
    if (url !== undefined && !sameUrl(url, server?.[own[name]]))
      errors.push({ path: `auth.${name}`, code: 'unexpected' });
  }
  if (errors.length > 0) {
    throw new ConnectionError('invalid_fields', { message: `endpoints that are not those of ${type}`, errors });
  }
}

function sameUrl(given: string, known: string | undefined): boolean {
  return known !== undefined && URL.canParse(given) && new URL(given).href === new URL(known).href;
}

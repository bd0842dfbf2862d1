import { ConnectionError } from '../../../contract/index.js';
import type { Account, GivenCredentials, IntegrationDefinition } from '../../catalogue/index.js';
import { withinDeadline } from '../../oauth/index.js';
import type { LocalVaultOptions } from './options.js';
import { toldAccount } from './told-account.js';
import { firstSecret, valuePath } from './token-form.js';
import { verifyRequest } from './verify-request.js';

export interface VerifyCalls extends Pick<LocalVaultOptions, 'fetch' | 'timeoutMs'> {
  readonly signal?: AbortSignal | undefined;
  /** The token was issued a moment ago: who refuses it now is at fault himself. */
  readonly fresh?: boolean | undefined;
}

/**
 * Asks the provider whether the credentials work and whose they are. Undefined where the integration has no way to ask,
 * or learns no account from the answer.
 *
 * @throws ConnectionError `credentials_rejected` on 401 and 403, at the field that holds the credential (`provider_failed`
 * for a token that is `fresh`); `provider_*`, also for a reply that the integration cannot read; `integration_misconfigured`
 * for a request that must not be made
 */
export async function verifyCredentials(
  definition: IntegrationDefinition,
  given: GivenCredentials,
  { fetch, timeoutMs, signal, fresh }: VerifyCalls,
): Promise<Account | undefined> {
  const { verify } = definition;
  if (!verify) return undefined;
  const { url, ...init } = verifyRequest(definition, verify, given);
  const what = new URL(url).host;
  const answered = await withinDeadline({ what, timeoutMs, signal }, async (signal) => {
    const headers = { accept: 'application/json', ...init.headers };
    const reply = await fetch(url, { ...init, headers, signal, redirect: 'manual' });
    if (!reply.ok || !verify.account) {
      await reply.body?.cancel();
      if (reply.status === 401 || reply.status === 403) throw rejected(definition, given, fresh);
      if (!reply.ok)
        throw new ConnectionError('provider_failed', { message: `${definition.type} answered ${reply.status}` });
      return undefined;
    }
    const body: unknown = await reply.json();
    return { body };
  });
  return answered && accountIn(definition, answered.body);
}

/** Outside the deadline, where a `TypeError` would be taken for a network that fails. */
function accountIn({ type, verify }: IntegrationDefinition, body: unknown): Account | undefined {
  try {
    return toldAccount(verify?.account?.(body));
  } catch {
    // Without the error, whose message can quote the reply.
    throw new ConnectionError('provider_failed', { message: `verify of ${type} cannot read the account in the reply` });
  }
}

function rejected(
  { type, token, verify }: IntegrationDefinition,
  given: GivenCredentials,
  fresh: boolean | undefined,
): ConnectionError {
  if (given.access_token !== undefined) return rejectedToken(type, fresh);
  const errors = token
    ? [{ path: valuePath(verify?.rejects ?? firstSecret(token)), code: 'credentials_rejected' }]
    : [];
  return new ConnectionError('credentials_rejected', { message: `${type} refuses these credentials`, errors });
}

/** What it means that a provider refuses an access token. */
export function rejectedToken(type: string, fresh: boolean | undefined): ConnectionError {
  if (fresh) {
    return new ConnectionError('provider_failed', { message: `${type} refuses the very token that was issued` });
  }
  const errors = [{ path: 'auth.access_token', code: 'credentials_rejected' }];
  return new ConnectionError('credentials_rejected', { message: `${type} refuses the access token`, errors });
}

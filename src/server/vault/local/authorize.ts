import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import { resolveProvider, startAuthorization } from '../../oauth/index.js';
import type { Authorization, AuthorizeRequest, CompleteRequest } from '../vault.js';
import { checkedInputs, offered, providerOf } from './integrations.js';
import type { LocalVaultOptions } from './options.js';
import { askedPermissions, scopesFor } from './permissions.js';
import { reconnectable } from './reconnect.js';
import { inputsOf } from './reply.js';

/** Prepares the way to the provider. What `complete` will need travels in `pending`, which the attempt keeps sealed. */
export async function authorize(options: LocalVaultOptions, request: AuthorizeRequest): Promise<Authorization> {
  const { owner, integration, reconnect, state, signal } = request;
  const definition = offered(options.catalogue, integration);
  const provider = providerOf(definition);
  const permissions = askedPermissions(definition, request.permissions);
  const inputs =
    reconnect === undefined
      ? checkedInputs(definition, request.inputs)
      : sameInputs(inputsOf(await reconnectable(options, { owner, integration, id: reconnect })), request.inputs);
  const callback = provider.redirect_uri ?? 'own';
  const calls = { ...options, signal };
  const resolved = await resolveProvider(provider, inputs, calls);
  const scopes = scopesFor(definition, permissions);
  const started = await startAuthorization(
    resolved,
    { redirectUri: request.redirectUri[callback], state, scopes },
    calls,
  );
  const pending: Pending = { integration, permissions, inputs, reconnect, oauth: started.pending };
  return {
    url: started.url,
    pending: JSON.stringify(pending),
    callback,
    permissions,
    response_mode: provider.response_mode ?? 'query',
  };
}

/** What was asked for at the start, whatever the attempt's row says by now. */
const Pending = z.object({
  integration: z.string(),
  permissions: z.array(z.string()),
  inputs: z.record(z.string(), z.string()),
  reconnect: z.optional(z.string()),
  oauth: z.object({
    redirect_uri: z.string(),
    code_verifier: z.optional(z.string()),
    nonce: z.optional(z.string()),
  }),
});
export type Pending = z.infer<typeof Pending>;

/**
 * Reads what `authorize` left.
 *
 * @throws ConnectionError `context_mismatch` when it was left for another integration or another connection
 */
export function pendingOf({ pending, integration, reconnect }: CompleteRequest): Pending {
  const parsed = Pending.safeParse(parseJson(pending));
  if (!parsed.success || parsed.data.integration !== integration || parsed.data.reconnect !== reconnect) {
    throw new ConnectionError('context_mismatch', { message: `this authorization was not started for ${integration}` });
  }
  return parsed.data;
}

/** Without the parser's own words, which quote the text: here a PKCE verifier. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A reconnect goes to the place the connection is of; the form does not ask again. */
function sameInputs(own: Record<string, string>, given: Readonly<Record<string, string>>): Record<string, string> {
  if (Object.entries(given).some(([name, value]) => !Object.hasOwn(own, name) || own[name] !== value.trim())) {
    throw new ConnectionError('account_mismatch', { message: 'the inputs are not those of the connection' });
  }
  return own;
}

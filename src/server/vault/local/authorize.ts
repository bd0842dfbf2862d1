import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import { exchange, resolveProvider, startAuthorization, type TokenSet } from '../../oauth/index.js';
import type { Authorization, AuthorizeRequest, Completed, CompleteRequest } from '../vault.js';
import { accountOf } from './account.js';
import type { StoredCredentials } from './credentials.js';
import { checkedInputs, offered, providerOf } from './integrations.js';
import type { LocalVaultOptions } from './options.js';
import { inserted } from './new-row.js';
import { askedPermissions, grantedPermissions, scopesFor } from './permissions.js';
import { reconnectable, reconnected } from './reconnect.js';
import { connectionOf, inputsOf } from './reply.js';
import { rowByKey } from './rows.js';

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
    response_mode: provider.response_mode ?? 'query',
  };
}

/**
 * Redeems the callback and stores the connection, or nothing once `signal` has aborted. The same `key` twice answers with what it made. Integration, inputs
 * and permissions are those of the start, whatever the attempt's row says by now.
 */
export async function complete(options: LocalVaultOptions, request: CompleteRequest): Promise<Completed> {
  const { owner, integration, reconnect, key, signal } = request;
  const there = await rowByKey(options.db, owner, key);
  if (there) return { connection: connectionOf(there, options.catalogue), reconnected: reconnect !== undefined };
  const definition = offered(options.catalogue, integration);
  const pending = pendingOf(request);
  const { inputs } = pending;
  const calls = { ...options, signal };
  const resolved = await resolveProvider(providerOf(definition), inputs, calls);
  const asked = { params: request.params, state: request.state, pending: pending.oauth };
  const tokens = await exchange(resolved, asked, calls);
  const account = await accountOf(options, { definition, resolved, tokens, inputs }, signal);
  const permissions = grantedPermissions(definition, pending.permissions, tokens.scope);
  const made = { owner, key, definition, permissions, inputs, account, credentials: storedTokens(tokens) };
  const row =
    reconnect === undefined
      ? await inserted(options, { ...made, external_xref: owner.external_xref }, signal)
      : await reconnected(options, { ...made, id: reconnect }, signal);
  return { connection: connectionOf(row, options.catalogue), reconnected: reconnect !== undefined };
}

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
type Pending = z.infer<typeof Pending>;

function pendingOf({ pending, integration, reconnect }: CompleteRequest): Pending {
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

function storedTokens({ access_token, token_type, refresh_token, expires_at, scope }: TokenSet): StoredCredentials {
  return {
    access_token,
    token_type,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(expires_at !== undefined && { expires_at }),
    ...(scope && { scope: [...scope] }),
  };
}

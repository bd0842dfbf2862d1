import type { IntegrationDefinition } from '../../catalogue/index.js';
import { exchange, resolveProvider, type TokenSet } from '../../oauth/index.js';
import type { Completed, CompleteRequest } from '../vault.js';
import { accountOf } from './account.js';
import { type Pending, pendingOf } from './authorize.js';
import { withTokens } from './credentials.js';
import { offered, providerOf } from './integrations.js';
import type { NewConnection } from './new-row.js';
import type { Local } from './options.js';
import { grantedPermissions } from './permissions.js';
import { reconnected, sameAccountRow } from './reconnect.js';
import { connectionOf } from './reply.js';
import { revoke, revoked } from './revoke.js';
import { type Row, rowByKey } from './rows.js';
import { storedNew } from './slot.js';

/**
 * Redeems the callback and stores the connection, or nothing once `signal` has aborted. The same `key` twice answers with
 * what it made. Tokens that come to nothing are given back to the provider.
 */
export async function complete(local: Local, request: CompleteRequest): Promise<Completed> {
  const { owner, integration, reconnect, key, signal } = request;
  const there = await rowByKey(local.db, owner, key);
  if (there) return { connection: connectionOf(there, local.catalogue), reconnected: reconnect !== undefined };
  const definition = offered(local.catalogue, integration);
  const pending = pendingOf(request);
  const { inputs } = pending;
  const calls = {
    ...local,
    signal,
    late: (tokens: TokenSet) =>
      revoke(local, { definition, inputs, credentials: withTokens({}, tokens), subject: key }),
    lingering: (ended: Promise<void>) => local.background.run(ended),
  };
  const resolved = await resolveProvider(providerOf(definition), inputs, calls);
  const tokens = await exchange(
    resolved,
    { params: request.params, state: request.state, pending: pending.oauth },
    calls,
  );
  try {
    const account = await accountOf(local, { definition, resolved, tokens, inputs }, { signal });
    const row = await stored(local, request, {
      owner,
      key,
      definition,
      external_xref: owner.external_xref,
      permissions: grantedPermissions(definition, pending.permissions, tokens.scope),
      inputs,
      account,
      credentials: withTokens({}, tokens),
      proven: true,
      unified_api: request.unified_api,
      confirmBy: request.confirmBy,
    });
    return { connection: connectionOf(row, local.catalogue), reconnected: reconnect !== undefined };
  } catch (error) {
    local.background.run(givenBack(local, request, { definition, pending, tokens }));
    throw error;
  }
}

async function stored(local: Local, { reconnect, signal }: CompleteRequest, made: NewConnection): Promise<Row> {
  if (reconnect === undefined) return storedNew(local, made, signal);
  if (made.confirmBy === undefined) return reconnected(local, made, { id: reconnect, signal });
  const { id } = await sameAccountRow(local, made, reconnect);
  return storedNew(local, { ...made, replaces: id }, signal);
}

/** A database that fails may have committed before: then the tokens are in use. */
async function givenBack(
  local: Local,
  { owner, key }: CompleteRequest,
  { definition, pending, tokens }: { definition: IntegrationDefinition; pending: Pending; tokens: TokenSet },
): Promise<void> {
  if (await rowByKey(local.db, owner, key).catch(() => undefined)) return;
  await revoked(local, { definition, inputs: pending.inputs, credentials: withTokens({}, tokens), subject: key });
}

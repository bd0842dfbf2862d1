import { ConnectionError } from '../../../contract/index.js';
import type { IntegrationDefinition } from '../../catalogue/index.js';
import { type ProviderCalls, resolveProvider, type ResolvedProvider, type TokenSet } from '../../oauth/index.js';
import { unsealRow } from './credentials.js';
import type { Local, Refreshed } from './options.js';
import { failed } from './refresh-failed.js';
import { adopted, won } from './refresh-won.js';
import { newTokens } from './renewal.js';
import { inputsOf, strings } from './reply.js';
import type { Row } from './rows.js';

/** Milliseconds that a provider has for a refresh: it ends before the lease does. */
const REFRESH_LIMIT = 8_000;

/** A provider, or why it cannot be known now: that is a failed refresh like any other. */
export type Resolved = ResolvedProvider | ConnectionError;

/** Finds the provider of a row, before any lease is taken: its metadata may be slow to come. */
export async function resolvedFor(local: Local, row: Row, definition: IntegrationDefinition): Promise<Resolved> {
  const missing = { message: `${definition.type} is no longer connected by OAuth` };
  if (!definition.oauth) return new ConnectionError('integration_misconfigured', missing);
  try {
    return await resolveProvider(definition.oauth, inputsOf(row), callsOf(local));
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
}

/** Asks for new tokens, once, and writes down what came of it. */
export async function refreshUnderLease(
  local: Local,
  leased: Row,
  { definition, resolved }: { definition: IntegrationDefinition; resolved: Resolved },
): Promise<Refreshed> {
  const kept = await unsealRow(local, leased);
  const late = (tokens: TokenSet): void => local.background.run(adopted(local, leased, { definition, kept, tokens }));
  const calls = { ...callsOf(local), late, lingering: (ended: Promise<void>) => local.background.run(ended) };
  let tokens: TokenSet;
  try {
    if (resolved instanceof ConnectionError) throw resolved;
    const permissions = strings(leased.permissions);
    tokens = await newTokens({ definition, resolved, credentials: kept, permissions }, calls);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    return failed(local, leased, error);
  }
  return won(local, leased, { definition, kept, tokens });
}

function callsOf({ fetch, now, timeoutMs = REFRESH_LIMIT }: Local): ProviderCalls {
  return { fetch, now, timeoutMs: Math.min(timeoutMs, REFRESH_LIMIT) };
}

import type { Connection, Integration, SessionClaims } from '../../../contract/index.js';
import type { ConnectionSource, IntegrationsQuery } from '../../client/source.js';
import { usable } from '../../core/list.js';

export interface Listed {
  readonly integrations: readonly Integration[];
  readonly claims: SessionClaims | undefined;
  /** Undefined when they take longer; then they come as `late`. */
  readonly connections: readonly Connection[] | undefined;
  readonly late: Promise<readonly Connection[]>;
}

/** Milliseconds that the list of integrations waits for that of connections. */
const patience = 1500;

/**
 * What can be connected and what is connected already, asked for at the same time. The second is a courtesy: the first
 * neither waits long for it nor fails with it, and it goes on until `loaded` aborts when the user has gone on.
 */
export async function listed(
  source: ConnectionSource,
  query: IntegrationsQuery,
  { signal, loaded }: { signal: AbortSignal; loaded: AbortSignal },
): Promise<Listed> {
  const asked = source.integrations(query, { signal });
  const claimed = source.claims({ signal });
  const late = connectionsOf(source, { claimed, signal: loaded });
  const [integrations, claims] = await Promise.all([asked, claimed]);
  return { integrations: usable(integrations), claims, connections: await inTime(late), late };
}

async function connectionsOf(
  source: ConnectionSource,
  { claimed, signal }: { claimed: Promise<SessionClaims | undefined>; signal: AbortSignal },
): Promise<readonly Connection[]> {
  try {
    const claims = await claimed;
    return claims?.allow.includes('list') === false ? [] : ((await source.connections?.({ signal })) ?? []);
  } catch {
    return [];
  }
}

function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patience, undefined);
    void work.then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}

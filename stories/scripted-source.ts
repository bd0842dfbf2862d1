import {
  ConnectionError,
  type Attempt,
  type Connection,
  type Integration,
  type SessionAction,
} from '../src/contract/index.js';
import type { CallOptions, ConnectionSource } from '../src/widget/client/index.js';
import { connectionTo, integrations } from './integrations.js';

/** An answer, a refusal, or (undefined) none until the call is given up. */
export type Answer<T> = T | ConnectionError | undefined;

/** What the server would say, question by question. A function decides anew for each call. */
export interface Script {
  integrations?: () => Answer<Integration[]>;
  /** What the end user has connected already; with it the session allows everything, unless `allow` says otherwise. */
  connections?: () => Answer<Connection[]>;
  allow?: SessionAction[];
  renewConnection?: (id: string) => Answer<Connection>;
  removeConnection?: (id: string) => Answer<'removed'>;
  createConnection?: (input: Parameters<ConnectionSource['createConnection']>[0]) => Answer<Connection>;
  createAttempt?: () => Answer<{ id: string }>;
  /** Asked again and again; undefined holds the question open, as a long poll does. */
  attempt?: (id: string) => Answer<Partial<Attempt>>;
  startUrl?: string;
}

/** One call as it was made, for whoever wants to know. */
export interface Call {
  readonly method: keyof ConnectionSource;
  readonly args: readonly unknown[];
}

/**
 * A {@link ConnectionSource} that follows a script instead of reaching a server: it answers as the port demands, rejects
 * with `ConnectionError`s, and honours every signal.
 */
export function scriptedSource(script: Script = {}): ConnectionSource & { readonly calls: Call[] } {
  const calls: Call[] = [];
  let attempts = 0;
  let type = 'northwind-crm';
  const noted = <T>(method: keyof ConnectionSource, args: unknown[], answer: Answer<T>, options?: CallOptions) => {
    calls.push({ method, args });
    return answered(answer, options?.signal);
  };
  return {
    calls,
    startUrl: script.startUrl ?? 'https://connect.example/oauth/start',
    claims: (options) =>
      noted(
        'claims',
        [options],
        {
          sub: 'user_1',
          exp: 4_102_444_800,
          workspace_id: 'default',
          environment: 'Production',
          origin: 'https://app.example',
          permissions: ['crm_contact_read', 'crm_deal_read'],
          allow: script.allow ?? (script.connections ? ['create', 'list', 'reconnect', 'remove'] : ['create', 'list']),
        },
        options,
      ),
    integrations: (query, options) =>
      noted('integrations', [query], script.integrations ? script.integrations() : integrations, options),
    connections: (options) => noted('connections', [], script.connections ? script.connections() : [], options),
    renewConnection: (id, input, options) =>
      noted(
        'renewConnection',
        [id, input],
        script.renewConnection ? script.renewConnection(id) : connectionTo('harbor-ats', { id }),
        options,
      ),
    removeConnection: async (id, options) => {
      const answer = script.removeConnection ? script.removeConnection(id) : 'removed';
      await noted('removeConnection', [id], answer, options);
    },
    createConnection: (input, options) =>
      noted(
        'createConnection',
        [input, options.key],
        script.createConnection ? script.createConnection(input) : connectionTo(input.integration_type),
        options,
      ),
    createAttempt: async (input, options) => {
      type = input.integration_type;
      const answer = script.createAttempt ? script.createAttempt() : { id: `att_${++attempts}` };
      const { id } = await noted('createAttempt', [input, options.key], answer, options);
      return { id, ticket: `ticket-of-${id}`, poll_secret: `secret-of-${id}`, expires_at: '2099-01-01T00:00:00Z' };
    },
    attempt: async (handle, options) => {
      const asked = [handle, options?.asUser ?? false];
      const answer = script.attempt?.(handle.id);
      const open = {
        id: handle.id,
        status: 'started',
        integration_type: type,
        expires_at: '2099-01-01T00:00:00Z',
      } as const;
      if (answer === undefined && !options?.wait) return await noted('attempt', asked, open, options);
      const said = await noted('attempt', asked, answer, options);
      return { ...open, ...(said.status === 'connected' && { connection: connectionTo(type) }), ...said };
    },
    cancelAttempt: async (handle) => {
      calls.push({ method: 'cancelAttempt', args: [handle] });
    },
  };
}

async function answered<T>(answer: Answer<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  if (answer instanceof ConnectionError) throw answer;
  if (answer !== undefined) return answer;
  return await new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

import type { Context } from 'hono';
import type { Deps, Env } from '../options.js';
import type { Consumer } from './consumer.js';

interface Done {
  readonly consumer: Consumer;
  readonly action: string;
  /** Id of the connection, or whose it is about. */
  readonly subject: string;
}

/** Writes down what was done, before it is answered. */
export async function audited(c: Context<Env>, deps: Deps, { consumer, action, subject }: Done): Promise<void> {
  await deps.audit.record({ actor: consumer.actor, action, subject, result: 'done', request_id: c.get('requestId') });
}

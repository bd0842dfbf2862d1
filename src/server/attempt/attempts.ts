import type { ProblemCode } from '../../contract/index.js';
import type { Store } from '../store/index.js';
import { answersByPost, callback, type CallbackRequest } from './callback.js';
import { create, created, type NewAttempt } from './create.js';
import { createLife, type AttemptsOptions } from './life.js';
import { cancel, mayKnow, poll, type Asker } from './poll.js';
import type { AttemptRecord } from './rows.js';
import { ofTicket, open, start } from './start.js';

export type Attempts = ReturnType<typeof createAttempts>;

/** The life of an attempt: the server-side truth about one try to connect by OAuth, from click to result. */
export function createAttempts(options: AttemptsOptions) {
  const life = createLife(options);
  return {
    /** With `trx`, within that transaction. */
    create: (input: NewAttempt, trx?: Store) => create(life, input, trx),
    created: (id: string) => created(life, id),
    ofTicket: (ticket: string) => ofTicket(life, ticket),
    /** Ends an attempt that was started from where it must not be, so that the page that made it can say so. */
    async refuseStart({ id }: AttemptRecord, code: ProblemCode): Promise<void> {
      await life.end(id, ['created'], 'failed', code);
    },
    start: (attempt: AttemptRecord, signal?: AbortSignal) => start(life, attempt, signal),
    /** Makes an attempt and starts it at once, for a link: the press of its button is the click. */
    open: (input: NewAttempt, signal?: AbortSignal) => open(life, input, signal),
    answersByPost: (state: string) => answersByPost(life, state),
    callback: (request: CallbackRequest) => callback(life, request),
    poll: (id: string, asked: Asker & { wait: number; signal: AbortSignal }) => poll(life, id, asked),
    mayKnow: (id: string, asker: Asker) => mayKnow(life, id, asker),
    cancel: (id: string, asker: Asker) => cancel(life, id, asker),
    /** Removes what nobody can ask for any more: abandoned attempts after 15 minutes, connected ones after a day. */
    async purge(): Promise<void> {
      await life.rows.purge({ abandoned: life.now() - 900_000, ended: life.now() - 86_400_000 });
    },
    /** Makes every waiting poll answer at once. */
    close: () => life.bell.close(),
  };
}

import * as z from 'zod/mini';
import type { AttemptHandle } from '../../client/source.js';
import { recordKey } from '../address.js';

const Attempts = z.array(z.object({ id: z.string(), poll_secret: z.string(), reconnect: z.optional(z.string()) }));

/** An attempt of this tab, and the id of the connection that it renews. */
export interface OwnAttempt extends AttemptHandle {
  readonly reconnect?: string | undefined;
}

/** More than a tab has under way. What lies below is dropped, so that nobody's flood is asked about one by one. */
const most = 24;

// Two tags of one page share the storage; an attempt belongs to the one that has it in hand.
const claimed = new Set<string>();

/**
 * The attempts this tab has under way at one server, kept across a reload in `sessionStorage`: attempt id, poll
 * secret and what is renewed, nothing else. They let a page ask for a result, and start or finish nothing.
 */
export interface AttemptRecord {
  /** Takes an attempt that no tag of this page has in hand, and that is none of those `tried`. */
  claim(tried: ReadonlySet<string>): OwnAttempt | undefined;
  remember(attempt: OwnAttempt): void;
  /** For good: it ended, or it is not ours. */
  forget(handle: AttemptHandle): void;
  /** Lets another tag, or this one when it is back in the page, go on with it. */
  release(handle: AttemptHandle): void;
}

/** The record for the server whose attempts start at `startUrl`. */
export function attemptRecord(startUrl: string): AttemptRecord {
  const key = recordKey(startUrl);
  return {
    claim(tried) {
      const handle = read(key).findLast(({ id }) => !claimed.has(id) && !tried.has(id));
      if (handle) claimed.add(handle.id);
      return handle;
    },
    remember({ id, poll_secret, reconnect }) {
      claimed.add(id);
      write(key, [...read(key).filter((one) => one.id !== id), { id, poll_secret, reconnect }]);
    },
    forget({ id }) {
      claimed.delete(id);
      write(
        key,
        read(key).filter((one) => one.id !== id),
      );
    },
    release({ id }) {
      claimed.delete(id);
    },
  };
}

function read(key: string): OwnAttempt[] {
  try {
    const parsed = Attempts.safeParse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
    // What is no id, or what no header can hold, was not written here, and nobody can be asked about it.
    return (parsed.data ?? [])
      .filter(({ id, poll_secret }) => /^[\w-]{1,99} [!-~]{1,999}$/.test(`${id} ${poll_secret}`))
      .slice(-most);
  } catch {
    return [];
  }
}

// A page without storage (sandboxed, blocked) works as before, except that it cannot resume.
function write(key: string, attempts: readonly OwnAttempt[]): void {
  try {
    if (attempts.length) sessionStorage.setItem(key, JSON.stringify(attempts));
    else sessionStorage.removeItem(key);
  } catch {}
}

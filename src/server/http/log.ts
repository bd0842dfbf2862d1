/**
 * One line of the log. An allow-list by its type: there is no member that could hold a query string, a header, a body or
 * a foreign error's message. `route` is the pattern (`/oauth/code/:type`), never the URL.
 */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly request_id?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly duration_ms?: number;
  readonly code?: string;
  /** Ours only, and free of secrets by rule. */
  readonly message?: string;
  /** What the developer can do about `code`. */
  readonly fix?: string;
  /** Name and frames of an error that is not ours, without its message. */
  readonly error?: string;
  readonly subject?: string;
}

export type Log = (entry: LogEntry) => void;

/** Where a foreign error happened, without what it says: its message may quote what it choked on. */
export function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // A line of the message can look like a frame; one that was changed since still stands in the stack as it was.
  const stack = (error.stack ?? '').replace(error.message, '');
  const frames = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return [error.name, ...frames.slice(0, 8).map((line) => line.trim())].join(' | ');
}

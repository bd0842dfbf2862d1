import { pino } from 'pino';
import type { Log } from './http/index.js';

/** The default log: JSON lines on stdout. What may be in a line is decided by the type of an entry, not by redaction. */
export function jsonLog(): Log {
  const logger = pino({ base: null });
  return ({ level, ...entry }) => logger[level](entry);
}

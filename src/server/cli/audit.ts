import { readAudit } from '../access/index.js';
import type { Flags } from './configuration.js';
import { columns, json, print, say } from './say.js';
import { withStoreThereOf } from './with-store.js';

/** Prints who did what to which connection, oldest first. `since` is ISO 8601, or a day; without it, the last 24 hours. */
export async function audit(flags: Flags & { since?: string | undefined; json?: boolean | undefined }): Promise<void> {
  const since = sinceOf(flags.since);
  await withStoreThereOf(flags, {
    none: (where) => say(`There is no database yet ${where}, so nothing has happened.`),
    async work(db) {
      const entries = await readAudit(db, { since, limit: most });
      if (entries.length === most) say(`These are ${most}; there can be more.`);
      if (flags.json) {
        for (const entry of entries) print(json(entry));
      } else if (entries.length > 0) {
        const rows = entries.map(({ at, actor, action, subject, result }) => [
          at,
          actor,
          action,
          subject ?? '-',
          result,
        ]);
        print(columns(rows));
      } else {
        say(`Nothing since ${new Date(since).toISOString()}.`);
      }
    },
  });
}

const most = 10_000;

function sinceOf(text: string | undefined): number {
  if (text === undefined) return Date.now() - 24 * 60 * 60 * 1000;
  const since = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(since)) throw new Error('--since is no time such as 2026-01-31 or 2026-01-31T12:00:00Z');
  return since;
}

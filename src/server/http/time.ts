/**
 * Milliseconds since the epoch of an ISO 8601 date or date-time with its offset, as RFC 3339 §5.6 narrows it; undefined
 * for anything else, also for a day that no calendar has. A date alone means its first moment in UTC.
 */
export function parseTime(text: string): number | undefined {
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})))?$/i.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const at = Date.parse(time === undefined ? `${day}T00:00:00Z` : `${day}T${time.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}

/** `2025-02-30` rolls over in some engines: only a day that reads back as itself exists. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

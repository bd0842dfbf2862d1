const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The waits that Standard Webhooks recommends between one try and the next, in milliseconds; the first try is at once. */
const waits = [5 * second, 5 * minute, 30 * minute, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour)];

/**
 * How long to wait after the try of this number (from 1) failed, in milliseconds, with up to a tenth on top so that what
 * failed together is not tried together. Undefined after the last one, some three days after the first.
 */
export function waitAfter(attempt: number): number | undefined {
  const wait = waits[attempt - 1];
  return wait === undefined ? undefined : Math.round(wait * (1 + Math.random() / 10));
}

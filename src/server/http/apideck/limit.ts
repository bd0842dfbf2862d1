import type { Deps } from '../options.js';
import type { Consumer } from './consumer.js';

/**
 * Counts what has credentials tried at the provider, whichever route it came by: each is the same oracle for stolen keys.
 *
 * @throws ConnectionError `rate_limited`
 */
export async function limitTries(deps: Deps, { actor }: Consumer): Promise<void> {
  await deps.limits.take('apideck import', actor, { points: 120, seconds: 60 });
}

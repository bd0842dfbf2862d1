import type { Attempt } from '../../../contract/index.js';
import { isCode } from '../../client/send.js';
import type { AttemptHandle, ConnectionSource } from '../../client/source.js';

/**
 * How an attempt stands that this tab had under way before it was reloaded or came back. Asked in a good session, for
 * in it the server answers only the user who began. Undefined when the attempt is gone or somebody else's.
 */
export async function resumed(
  handle: AttemptHandle,
  { source, signal }: { source: ConnectionSource; signal: AbortSignal },
): Promise<Attempt | undefined> {
  try {
    return await source.attempt(handle, { asUser: true, signal });
  } catch (error) {
    if (isCode(error, 'not_found')) return undefined;
    throw error;
  }
}

/** One task after `load`, so that no listener of the page can be too late for what was found on load. */
export function afterLoad(): Promise<void> {
  return new Promise((resolve) => {
    const nextTask = (): void => void setTimeout(resolve);
    if (document.readyState === 'complete') nextTask();
    else window.addEventListener('load', nextTask, { once: true });
  });
}

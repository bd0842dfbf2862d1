import { ConnectionError } from '../../../contract/problem.js';
import type * as AfterPicker from '../after-picker.js';
import type * as Shape from '../shapes/shape.js';

/** The parts of the widget that load after the picker. Each rejects with `network_failed` when it does not arrive. */
export const later = {
  afterPicker: (): Promise<typeof AfterPicker> => arrived(import('../after-picker.js')),
  shape: (): Promise<typeof Shape> => arrived(import('../shapes/shape.js')),
};

/** Resolves when the page has nothing better to do. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
}

async function arrived<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    throw new ConnectionError('network_failed', { message: 'the widget did not load', cause });
  }
}

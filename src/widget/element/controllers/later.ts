import { ConnectionError } from '../../../contract/index.js';
import { loadStepsCopy, type StepsCopy } from '../../core/index.js';
import type * as StepsModule from '../steps.js';
import type * as ResumeModule from './resume.js';
import type * as SignInModule from './sign-in.js';

/** The parts of the widget that load after the picker. Each rejects with `network_failed` when it does not arrive. */
export const later = {
  steps: (): Promise<[typeof StepsModule, StepsCopy]> => arrived(Promise.all([import('../steps.js'), loadStepsCopy()])),
  signIn: (): Promise<typeof SignInModule> => arrived(import('./sign-in.js')),
  resume: (): Promise<typeof ResumeModule> => arrived(import('./resume.js')),
};

/** Fetches them when the page has nothing better to do, so that a choice finds them there. */
export function preload(): void {
  const fetchAll = (): void => void Promise.allSettled([later.steps(), later.signIn()]);
  if ('requestIdleCallback' in window) requestIdleCallback(fetchAll, { timeout: 2000 });
  else setTimeout(fetchAll, 200);
}

async function arrived<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    throw new ConnectionError('network_failed', { message: 'a part of the widget did not load', cause });
  }
}

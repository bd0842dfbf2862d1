import type { StepsCopy } from './copy.js';

/**
 * The words. The picker's English comes with the widget:
 *
 *     const picker = mergeCopy(en, overrides);
 *
 * and the words of all later steps when they are needed:
 *
 *     const copy = mergeCopy({ ...en, ...(await loadStepsCopy()) }, overrides);
 *
 * Sentences that name the product take it as an argument, so that one override (`{ product: 'Acme' }`) reaches them
 * all: `copy.privacy({ product: copy.product })`.
 */
export type {
  About,
  Copy,
  CopyOverrides,
  FieldErrorAbout,
  Health,
  PickerCopy,
  ProblemAbout,
  StepsCopy,
  Words,
} from './copy.js';
export { en } from './en.js';
export { mergeCopy } from './merge.js';
export { fieldErrorWords } from './field-error-words.js';
export { categoryLabel, hintOf } from './row-words.js';

/**
 * The words of the steps after the picker, a chunk of its own. Rejects when it does not arrive; whether the next call can
 * fare better is up to the browser, as some remember a module that failed until the page is loaded again.
 */
export async function loadStepsCopy(): Promise<StepsCopy> {
  return (await import('./en-steps.js')).enSteps;
}

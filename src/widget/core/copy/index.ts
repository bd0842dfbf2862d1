/**
 * The words. The picker's English comes with the widget; all words of a language are loaded by its tag:
 *
 *     const copy = mergeCopy(await loadCopy('de'), overrides);
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
export { loadCopy, loadPickerCopy, loadStepsCopy, localeFor, locales } from './locales.js';
export { mergeCopy } from './merge.js';
export { fieldErrorWords } from './field-error-words.js';
export { categoryLabel, hintOf } from './row-words.js';

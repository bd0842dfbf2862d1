import type { Field } from '../../../contract/index.js';
import type { FieldErrorAbout, StepsCopy } from './copy.js';
import { entry } from './merge.js';

/** The sentence below a refused field. A code that a newer server made up reads as "does not look right". */
export function fieldErrorWords(
  code: string,
  { copy, field, label, integration }: { copy: StepsCopy; field: Field; label: string; integration: string },
): string {
  const { fieldErrors } = copy;
  return (entry<(about: FieldErrorAbout) => string>(fieldErrors, code) ?? fieldErrors.pattern)({
    label,
    integration,
    min: field.min_length,
    max: field.max_length,
    example: field.example,
  });
}

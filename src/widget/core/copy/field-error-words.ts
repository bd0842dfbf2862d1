import type { Field } from '../../../contract/index.js';
import type { FieldErrorAbout, StepsCopy } from './copy.js';

/** The sentence below a refused field. A code that a newer server made up reads as "does not look right". */
export function fieldErrorWords(
  code: string,
  { copy, field, label, integration }: { copy: StepsCopy; field: Field; label: string; integration: string },
): string {
  const known = new Map<string, (about: FieldErrorAbout) => string>(Object.entries(copy.fieldErrors)).get(code);
  return (known ?? copy.fieldErrors.pattern)({
    label,
    integration,
    min: field.min_length,
    max: field.max_length,
    example: field.example,
  });
}

import type { Field, Integration } from '../../../contract/index.js';
import { isFieldErrorCode } from '../fields.js';
import { authMethodOf } from '../flow.js';
import type { PickerCopy, StepsCopy } from './copy.js';

/** What a row says comes next: "Sign in", "API key and domain", "Not available yet". */
export function hintOf(integration: Integration, copy: PickerCopy): string {
  if (integration.is_active === false) return copy.hintUnavailable;
  const labels = integration.token_fields?.map((field) => field.label ?? field.name) ?? integration.token_names ?? [];
  return authMethodOf(integration) === 'token' && labels.length ? copy.hintFields(labels) : copy.hintSignIn;
}

/** A category in words. */
export function categoryLabel(category: string, copy: PickerCopy): string {
  return Object.hasOwn(copy.categories, category)
    ? (copy.categories[category] ?? category)
    : copy.unknownCategory(category);
}

/** The sentence below a refused field. A code that a newer server made up reads as "does not look right". */
export function fieldErrorWords(
  code: string,
  { copy, field, label, integration }: { copy: StepsCopy; field: Field; label: string; integration: string },
): string {
  return copy.fieldErrors[isFieldErrorCode(code) ? code : 'pattern']({
    label,
    integration,
    min: field.min_length,
    max: field.max_length,
    example: field.example,
  });
}

import type { Integration } from '../../../contract/index.js';
import { authMethodsOf } from '../flow.js';
import type { PickerCopy } from './copy.js';
import { entry } from './merge.js';

/** What a row says comes next: "Sign in", "API key and domain", "Not available yet". */
export function hintOf(integration: Integration, copy: PickerCopy): string {
  if (integration.is_active === false) return copy.hintUnavailable;
  const labels = integration.token_fields?.map((field) => field.label ?? field.name) ?? integration.token_names ?? [];
  const hints = authMethodsOf(integration).map((method) =>
    method === 'token' && labels.length ? copy.hintFields(labels) : copy.hintSignIn,
  );
  return hints.length > 1 ? copy.hintEither(hints) : (hints[0] ?? '');
}

/** A category in words. */
export function categoryLabel(category: string, copy: PickerCopy): string {
  return entry(copy.categories, category) ?? copy.unknownCategory(category);
}

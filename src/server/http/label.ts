import { ConnectionError } from '../../contract/index.js';

/**
 * The name an account is shown under, as a member to spread; blank takes it away. At most 200 characters, none of them a
 * control character: it stands in sentences, lists and logs.
 *
 * @throws ConnectionError `invalid_fields` at `label`
 */
export function labelOf({ label }: { readonly label?: string | null | undefined }): { label?: string } {
  if (typeof label !== 'string') return {};
  const trimmed = label.trim();
  const code = [...trimmed].length > 200 ? 'too_long' : /[\p{Cc}\p{Cs}]/u.test(trimmed) ? 'pattern' : undefined;
  if (code === undefined) return { label: trimmed };
  throw new ConnectionError('invalid_fields', { message: `label is ${code}`, errors: [{ path: 'label', code }] });
}

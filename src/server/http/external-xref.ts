import { ConnectionError } from '../../contract/index.js';

/**
 * Whether this names an end user: 1 to 512 characters, none of them a control character, which one database refuses and
 * terminals obey, or half a character, of which all become the same one on the way.
 */
export function isExternalXref(value: string): boolean {
  return value.length <= 512 && /^[^\p{Cc}\p{Cs}]+$/u.test(value);
}

/** @throws ConnectionError `invalid_request` at `external_xref` */
export function checkedExternalXref(value: string | undefined): string {
  if (value !== undefined && isExternalXref(value)) return value;
  throw new ConnectionError('invalid_request', {
    errors: [{ path: 'external_xref', code: value ? 'pattern' : 'required' }],
  });
}

import type { Field, FieldFault } from '../../contract/index.js';
import { matchesPattern } from './pattern.js';

/**
 * Judges one trimmed value as the server does, whatever the page has let through; undefined when it will do. Lengths
 * count code points. A field without `max_length` still ends at 4,096, or 65,536 for long text and files.
 */
export function checkField(field: Field, value: string): FieldFault | undefined {
  if (value === '') return field.optional || field.type === 'checkbox' ? undefined : 'required';
  const length = [...value].length;
  if (length < (field.min_length ?? 0)) return 'too_short';
  if (length > (field.max_length ?? (field.type === 'textarea' || field.type === 'file' ? 65_536 : 4_096)))
    return 'too_long';
  const fault = byType(field, value) ?? byCharacters(field, value);
  if (fault) return fault;
  return field.pattern !== undefined && !matchesPattern(field.pattern, value) ? 'pattern' : undefined;
}

function byType(field: Field, value: string): FieldFault | undefined {
  switch (field.type) {
    case 'email':
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? undefined : 'invalid_email';
    case 'url':
      return isWebUrl(value) ? undefined : 'invalid_url';
    case 'subdomain':
      return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(value) ? undefined : 'invalid_subdomain';
    case 'number':
      return Number.isFinite(Number(value)) ? undefined : 'invalid_number';
    case 'date':
      return isDate(value) ? undefined : 'invalid_date';
    case 'select':
      return field.options?.some((one) => one.value === value) ? undefined : 'invalid_option';
    case 'checkbox':
      return value === 'true' || value === 'false' ? undefined : 'invalid_option';
    default:
      return undefined;
  }
}

/**
 * What a credential is written with: what an HTTP header can carry (RFC 9110 §5.5, in Latin-1), because that is where it
 * goes; long text and files may hold any letters and break lines. A control character belongs into neither.
 */
function byCharacters({ type }: Field, value: string): FieldFault | undefined {
  const fine = inHeader.has(type)
    ? /^[\x20-\x7E\xA0-\xFF]*$/.test(value)
    : !(type === 'textarea' || type === 'file' ? /[^\P{Cc}\t\n\r]/u : /\p{Cc}/u).test(value);
  return fine ? undefined : 'pattern';
}

const inHeader: ReadonlySet<Field['type']> = new Set(['text', 'secret', 'subdomain', 'email']);

function isWebUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password;
}

/** `2025-02-30` parses in some engines and rolls over in others; only a day that reads back as itself exists. */
function isDate(value: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

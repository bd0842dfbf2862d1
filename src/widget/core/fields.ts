import type { Field, FieldType, Integration, TokenAuth } from '../../contract/index.js';

/** A field as the form draws it: it always has a label. */
export interface FormField extends Field {
  label: string;
}

const fieldErrorCodes = [
  'required',
  'too_short',
  'too_long',
  'pattern',
  'invalid_email',
  'invalid_url',
  'invalid_subdomain',
  'invalid_number',
  'invalid_date',
  'invalid_option',
  'credentials_rejected',
] as const;

/** What can be wrong with one value; all but `credentials_rejected` are found in the page, the server finds them again. */
export type FieldErrorCode = (typeof fieldErrorCodes)[number];

/** Whether there are words for `code`; a newer server may send others. */
export function isFieldErrorCode(code: string): code is FieldErrorCode {
  return fieldErrorCodes.some((known) => known === code);
}

/**
 * What the token form asks for, in the order of `token_names`. `token_fields` decides where it fits the names; otherwise
 * each name is read: what may be a secret is treated as one.
 */
export function fieldsOf(integration: Integration): FormField[] {
  const { token_names: names, token_fields: fields } = integration;
  if (fields && (!names || names.length === fields.length))
    return fields.map((field, position) => ({ ...field, label: field.label ?? names?.[position] ?? field.name }));
  return (names ?? []).map((name) => ({ name, label: name, type: typeByName(name) }));
}

/**
 * The form's values as the wire wants them: one alone is the `token`, several are `other_auth_info` by position, where
 * an optional one left empty keeps its place.
 */
export function authOf(integration: Integration, values: readonly string[]): TokenAuth {
  const count = fieldsOf(integration).length;
  return count === 1 ? { token: values[0] ?? '' } : { other_auth_info: [...values] };
}

/** Which field of the token form the `path` of a server's error means. */
export function positionOf(path: string): number | undefined {
  const position = /(?:^|\.)(\d+)$/.exec(path)?.[1];
  return position !== undefined ? Number(position) : /(?:^|\.)token$/.test(path) ? 0 : undefined;
}

/** A pasted value without the space around it, or the prefix and suffix the form already shows. */
export function normalise(value: string, field?: Field): { value: string; trimmed: boolean } {
  const bare = value.replace(/^[\s\u200B\uFEFF]+|[\s\u200B\uFEFF]+$/g, '');
  let inner = bare;
  if (field?.prefix && inner.startsWith(field.prefix)) inner = inner.slice(field.prefix.length);
  if (field?.suffix) {
    const end = inner.lastIndexOf(field.suffix);
    const after = inner.slice(end + field.suffix.length);
    if (end > 0 && (after === '' || after.startsWith('/'))) inner = inner.slice(0, end);
  }
  return { value: inner || bare, trimmed: bare !== value };
}

/** The first thing wrong with a normalised value, as far as it can be known in the page. */
export function checkField(field: Field, value: string): FieldErrorCode | undefined {
  if (value === '' || (field.type === 'checkbox' && value === 'false')) return field.optional ? undefined : 'required';
  if (value.length > (field.max_length ?? longest)) return 'too_long';
  if (value.length < (field.min_length ?? 0)) return 'too_short';
  const fault = checkType(field, value);
  return fault ?? (carriable(field, value) && matches(field.pattern, value) ? undefined : 'pattern');
}

/** Far above any key there is (a PEM file has about 4,000), and far below what a server takes. */
const longest = 20_000;
/** A pattern is an operator's, but a value is anybody's: what takes long to match is not matched at all. */
const longestMatched = 2_000;

function checkType(field: Field, value: string): FieldErrorCode | undefined {
  switch (field.type) {
    case 'email':
      return value.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? undefined : 'invalid_email';
    case 'url':
      return /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(value) ? undefined : 'invalid_url';
    case 'subdomain':
      return /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i.test(value) ? undefined : 'invalid_subdomain';
    case 'number':
      return Number.isFinite(Number(value)) ? undefined : 'invalid_number';
    case 'date':
      return isDate(value) ? undefined : 'invalid_date';
    case 'select':
      return field.options?.some((option) => option.value === value) ? undefined : 'invalid_option';
    default:
      return undefined;
  }
}

/** A credential goes into an HTTP header, which takes Latin-1 without controls; an invisible character is a bad copy. */
function carriable({ type }: Field, value: string): boolean {
  return !/^(text|secret|email)$/.test(type) || /^[ -~\xA0-\xFF]*$/.test(value);
}

function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === value;
}

/** A pattern that no engine mode compiles is the server's to judge. */
function matches(pattern: string | undefined, value: string): boolean {
  if (!pattern || value.length > longestMatched) return true;
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags).test(value);
    } catch {
      continue;
    }
  }
  return true;
}

function typeByName(name: string): FieldType {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
  if (/\bsub ?domain\b/.test(words)) return 'subdomain';
  if (/\bur[il]$/.test(words)) return 'url';
  if (/\be ?mail( address)?$/.test(words)) return 'email';
  if (/\bid$/.test(words) || (plain.test(words) && !secret.test(words))) return 'text';
  return 'secret';
}

const secret = /\b(key|token|secret|password|passphrase|passcode|pin|credential|pem|certificate)s?\b/;
const plain =
  /\b(name|username|user|login|domain|host|hostname|site|store|shop|region|account|company|organi[sz]ation|tenant|workspace|instance|environment|port|database|project|team|version|location|cluster|data ?cent(er|re)|number|server)\b/;

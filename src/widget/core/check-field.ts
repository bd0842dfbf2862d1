import type { Field } from '../../contract/index.js';
import type { FieldErrorCode } from './fields.js';

/**
 * A pasted value without the space around it, or the prefix and suffix the form already shows. `trimmed` says whether
 * space went that the user may wonder about; the line break that ends a file is none.
 */
export function normalise(value: string, field?: Field): { value: string; trimmed: boolean } {
  // From the first to the last that is no space: a search for space before the end would try every space there is.
  const bare = /[^\s\u200B](?:[^]*[^\s\u200B])?/.exec(value)?.[0] ?? '';
  let inner = field ? bare.slice(beginning(bare, field)) : bare;
  if (field?.suffix) {
    const end = inner.toLowerCase().lastIndexOf(field.suffix.toLowerCase());
    if (end > 0 && /^([/?#]|$)/.test(inner.slice(end + field.suffix.length))) inner = inner.slice(0, end);
  }
  return { value: inner || bare, trimmed: bare !== value && !(field && isLong(field)) };
}

/** How much of `value` comes before the part; where that is of an address, `http://` is as good as `https://`. */
function beginning(value: string, { type, prefix = '' }: Field): number {
  const scheme = type === 'subdomain' || prefix === 'https://' ? /^https?:\/\//i.exec(value)?.[0] : undefined;
  return (scheme ?? (value.startsWith(prefix) ? prefix : '')).length;
}

/** The first thing wrong with a normalised value, as far as it can be known in the page. */
export function checkField(field: Field, value: string): FieldErrorCode | undefined {
  if (value === '' || (field.type === 'checkbox' && value === 'false'))
    return field.optional ? undefined : missing(field);
  if (value.length > longestOf(field)) return 'too_long';
  if (value.length < (field.min_length ?? 0)) return 'too_short';
  const fault = checkType(field, value);
  return fault ?? (carriable(field, value) && matches(field.pattern, value) ? undefined : 'pattern');
}

/** The most characters a value has. Without a `max_length`: far above any key (a PEM file has about 4,000), and far below what a server takes. */
export function longestOf({ max_length = 20_000 }: Field): number {
  return max_length;
}

/** Its text may be of several lines. */
function isLong({ type }: Field): boolean {
  return type === 'textarea' || type === 'file';
}

function missing({ type }: Field): FieldErrorCode {
  return type === 'checkbox' ? 'unchecked' : type === 'select' ? 'invalid_option' : 'required';
}

function checkType({ type, options }: Field, value: string): FieldErrorCode | undefined {
  switch (type) {
    case 'email':
    case 'url':
    case 'subdomain':
    case 'number':
    case 'date':
      return isA[type](value) ? undefined : `invalid_${type}`;
    case 'select':
      return options?.some((option) => option.value === value) ? undefined : 'invalid_option';
    default:
      return undefined;
  }
}

const isA = {
  email: (value: string) => value.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value),
  url: (value: string) => /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(value),
  subdomain: (value: string) => /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i.test(value),
  number: (value: string) => Number.isFinite(Number(value)),
  date: (value: string) => {
    const time = Date.parse(`${value}T00:00:00Z`);
    return Number.isFinite(time) && new Date(time).toISOString().startsWith(`${value}T`);
  },
};

/**
 * A credential goes into an HTTP header, which takes Latin-1 without controls; an invisible character is a bad copy. Long
 * text may hold any letter, but what is no text at all reads as U+FFFD.
 */
function carriable(field: Field, value: string): boolean {
  if (isLong(field)) return !/[^\P{Cc}\t\n\r]|\uFFFD/u.test(value);
  return !/^(text|secret|email)$/.test(field.type) || /^[ -~\xA0-\xFF]*$/.test(value);
}

/** A pattern that could take long, or that no engine mode compiles, is the server's to judge. */
function matches(pattern: string | undefined, value: string): boolean {
  if (!pattern || mayTakeLong(pattern, value)) return true;
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags).test(value);
    } catch {
      continue;
    }
  }
  return true;
}

/**
 * A browser tries every way to share a value out: among the rounds of a repeated group there may be 2^n of them, among
 * k quantifiers without an end n^k, among k choices 2^k, with a step more for each (so 3^k is more than enough).
 */
function mayTakeLong(pattern: string, { length }: string): boolean {
  const endless = pattern.match(/[*+]|\{\d+,/g)?.length ?? 0;
  const choices = pattern.match(/[|?]/g)?.length ?? 0;
  return /\)[*+{]/.test(pattern) || 3 ** choices * length ** endless > mostSteps;
}

/** A tenth of a second, about. */
const mostSteps = 1e7;

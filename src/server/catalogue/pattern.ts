import { RE2JS } from 're2js';

/**
 * Whether the whole of `value` is what a field's pattern describes, in time that grows with its length alone: a value is
 * anybody's, and an engine that backtracks can be made to search for hours by 30 letters (CWE-1333).
 *
 * @throws Error for a pattern that `patternFault` objects to
 */
export function matchesPattern(pattern: string, value: string): boolean {
  return compiled(pattern).testExact(value);
}

/** Why a pattern cannot be used, to be read after its name; undefined when it can. */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u').test('');
  } catch (error) {
    return `is no regular expression: ${reasonOf(error)}`;
  }
  try {
    compiled(pattern);
  } catch (error) {
    return `is beyond RE2, which matches in linear time (no look-around, back reference, count over 1,000): ${reasonOf(error)}`;
  }
  return undefined;
}

/** As many as integrations have: patterns are an operator's, never a request's. */
const known = new Map<string, RE2JS>();

function compiled(pattern: string): RE2JS {
  const regex = known.get(pattern) ?? RE2JS.compile(RE2JS.translateRegExp(asRe2(pattern)));
  known.set(pattern, regex);
  return regex;
}

/**
 * What RE2 reads otherwise than a page, which has JavaScript's engine: its white space is ASCII, its `.` takes all but a
 * line feed, two halves of a character are two characters, and `[` in a class may open a class of POSIX.
 */
function asRe2(pattern: string): string {
  let within = false;
  return pattern.replace(TOKEN, (token, high?: string, low?: string) => {
    if (high && low)
      return `\\u{${String.fromCharCode(parseInt(high, 16), parseInt(low, 16)).codePointAt(0)?.toString(16)}}`;
    if (token === '\\s') return within ? SPACE : `[${SPACE}]`;
    if (within) {
      within = token !== ']';
      return token === '[' ? '\\[' : token;
    }
    within = token === '[';
    if (token === '\\S') return `[^${SPACE}]`;
    return token === '.' ? '[^\\n\\r\\u2028\\u2029]' : token;
  });
}

const TOKEN = /\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|\\?[^]/giu;
const SPACE = '\\s\\v\\p{Z}\\uFEFF';

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it does not compile';
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkField, defineIntegration } from '../../../src/server/catalogue/index.js';

const fault = (pattern: string, value: string) =>
  checkField({ name: 'x', type: 'textarea', pattern, max_length: 100_000 }, value);

test('a pattern that backtracks for ever answers at once', () => {
  for (const pattern of ['([a-z0-9]+-?)+', '(a|aa)+', '(\\w+\\s?)*', '(.*a){20}']) {
    assert.equal(fault(pattern, `${'a'.repeat(50_000)}!`), 'pattern', pattern);
    assert.equal(fault(pattern, 'a'.repeat(50_000)), undefined, pattern);
  }
});

const unfit: [pattern: string, reason: RegExp][] = [
  ['[', /is no regular expression: /],
  ['a)|(b', /is no regular expression: /],
  ['[\\w-\\.]', /is no regular expression: /],
  ['(?=a)a', /linear time .*: `?.*\(\?=/],
  ['(?<!a)b', /linear time /],
  ['(a)\\1', /linear time .*\\1/],
  ['a{1001}', /linear time .*\{1001\}/],
];

for (const [pattern, reason] of unfit) {
  test(`an integration with the pattern ${pattern} is refused at start, with the field and the reason`, () => {
    const field = { name: 'key', type: 'secret', pattern } as const;
    for (const [member, definition] of [
      ['token.fields[0].pattern', { token: { names: ['Key'], fields: [field] } }],
      ['inputs[0].pattern', { token: { names: ['Key'] }, inputs: [{ ...field, type: 'text' as const }] }],
    ] as const) {
      assert.throws(
        () => defineIntegration({ type: 'harbor', name: 'Harbor', categories: ['crm'], ...definition }),
        ({ message }: Error) => message.includes(`"harbor": ${member} `) && reason.test(message),
      );
    }
  });
}

test('a pattern means on the server what it means in a page', () => {
  const patterns = String.raw`
    a|ab ^ab$ a*? (?<n>a)b [^] [] . .. \s \S [\s] [^\s] [\s\S]+ \w+ \ud83d\udd11 \uD83D\uDD11+ \u{1F511} [\u{1F511}b]
    [^a] \u0061 [[] [[:alph]+ \[ \p{Lu} \P{L} \/ a/b [.] [a\]] \x61 \d{1,3} a$ \. \\s [\-a] \cJ`;
  const spaces = [' ', '\t', '\n', '\r', 'a\n', '\xa0', '\u2003', '\u2028', '\ufeff', '\v', '\f'];
  const values = [...String.raw`a b ab aa a/b / [ ] a] : . - \ \s A 7 123 1234 é 🔑 🔑🔑 _ s`.split(' '), ...spaces];
  const differ = patterns
    .trim()
    .split(/\s+/)
    .flatMap((pattern) => {
      const page = new RegExp(`^(?:${pattern})$`, 'u');
      return values
        .filter((value) => (fault(pattern, value) === undefined) !== (page.test(value) && isLongText(value)))
        .map((value) => [pattern, value]);
    });
  assert.deepEqual(differ, []);
});

/** Long text takes no control character but tabs and ends of lines, whatever the pattern. */
function isLongText(value: string): boolean {
  return !/[^\P{Cc}\t\n\r]/u.test(value);
}

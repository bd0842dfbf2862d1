import { isolated } from '../sentence.js';

/**
 * A sentence with holes, as every language writes it: `{label}` is what it names, `{}` the one thing it is about. Of
 * `[a {x}|b]` the first alternative stands whose holes can all be filled, and none where none can; `{x?}` only asks.
 * Where it counts, there is one sentence for each plural category of the language, and in any language one for `zero`.
 */
export type Line = string | ({ readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>);

/** What a sentence names, by the names of its holes, or the one thing it is about. */
export type Named = string | number | Date | object;

/** `line` about what it names. Names of the other direction are isolated, so that they cannot turn the words around them. */
export function say(line: Line, about: Named, lang: string): string {
  const named = (name: string): unknown => (name ? Reflect.get(Object(about), name) : about);
  const text = typeof line === 'string' ? line : counted(line, Number(about), lang);
  return text
    .replace(/\[([^\]]*)\]/g, (_, alternatives: string) => {
      const fits = (one: string): boolean => [...one.matchAll(hole)].every(([, name = '']) => named(name));
      return alternatives.split('|').find(fits) ?? '';
    })
    .replace(hole, (_, name: string, asks: string) => {
      if (asks) return '';
      const value = named(name);
      const one = (part: unknown): string => shown(part, lang);
      if (!Array.isArray(value)) return isolated(one(value), text);
      // Each by itself, for they follow each other in the direction of the sentence.
      const parts = new Intl.ListFormat(lang).formatToParts(value.map(one));
      return parts.map((part) => (part.type === 'element' ? isolated(part.value, text) : part.value)).join('');
    });
}

const hole = /\{(\w*)(\??)\}/g;

function counted(line: Exclude<Line, string>, count: number, lang: string): string {
  return line[count ? new Intl.PluralRules(lang).select(count) : 'zero'] ?? line.other;
}

function shown(value: unknown, lang: string): string {
  if (typeof value === 'number') return value.toLocaleString(lang);
  if (value instanceof Date) return value.toLocaleDateString(lang, { dateStyle: 'medium' });
  return String(value);
}

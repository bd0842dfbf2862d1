import type { Settings } from './settings.js';

/** The attributes of the tag that differ from what it does without them. */
export function attributesOf(settings: Settings): readonly (readonly [name: string, value: string])[] {
  const { endpoint, sessionUrl, permissions, categories, authMode, display, theme, lang } = settings;
  const all = [
    ['endpoint', endpoint],
    ['session-url', sessionUrl],
    ['permissions', permissions.join(',')],
    ['categories', categories.join(',')],
    ['auth-mode', authMode === 'auto' ? '' : authMode],
    ['display', display === 'inline' ? '' : display],
    ['for', display === 'inline' ? '' : 'connect'],
    ['theme', theme === 'auto' ? '' : theme],
    ['lang', lang],
  ] as const;
  return all.filter(([, value]) => value !== '');
}

/** An element with nothing in it: on one line where that is short, else an attribute a line. */
export function markup(
  name: string,
  attributes: readonly (readonly [name: string, value: string])[],
  more: readonly string[] = [],
): string {
  const all = [...attributes.map(([attribute, value]) => `${attribute}="${escaped(value)}"`), ...more];
  const line = `<${[name, ...all].join(' ')}></${name}>`;
  return line.length <= 90 ? line : `<${name}\n${all.map((one) => `  ${one}`).join('\n')}\n></${name}>`;
}

/** The variables as declarations, each with what can be meant by a value and cannot end what it stands in. */
export function declarations({ variables }: Settings): readonly (readonly [name: string, value: string])[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const clean = value
      .replaceAll('"', "'")
      .replace(/[^\p{L}\p{N} #%.,()'/*+-]|\/(?=\*)/gu, '')
      .trim();
    return clean && isClosed(clean) ? [[`--connection-embed-${name}`, clean] as const] : [];
  });
}

function isClosed(value: string): boolean {
  const bare = value.replace(/'[^']*'/g, '');
  const depths = [...bare].map(
    (
      (depth) => (one: string) =>
        (depth += one === '(' ? 1 : one === ')' ? -1 : 0)
    )(0),
  );
  return !bare.includes("'") && depths.every((depth) => depth >= 0) && (depths.at(-1) ?? 0) === 0;
}

export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** As JavaScript writes it. */
export function literal(value: string | readonly string[]): string {
  if (typeof value !== 'string') return `[${value.map(literal).join(', ')}]`;
  return /['\\\p{C}\u2028\u2029]/u.test(value) ? JSON.stringify(value) : `'${value}'`;
}

/** Means the same in HTML, JSX, and the templates of Vue, Angular and Svelte, also inside a template literal. */
export function escaped(value: string): string {
  return value.replace(/[^\w ./:,?=@%+-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

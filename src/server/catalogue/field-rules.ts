import type { Field, FieldType } from '../../contract/index.js';
import type { TokenForm } from './integration.js';

/** The fields of a token form: as declared, else by what their names suggest. Unknown names are plain text. */
export function tokenFields({ names, fields }: TokenForm): Field[] {
  return names.map((name, at) => ({
    ...(fields?.[at] ?? { name: `token_${at}`, label: name, type: typeByName(name) }),
  }));
}

/** Whether what is typed into a field is sealed: a key file or a PEM text is a secret too, whatever its author calls it. */
export function mayHoldSecret({ type }: Pick<Field, 'type'>): boolean {
  return type === 'secret' || type === 'file' || type === 'textarea';
}

/** The first rule that fits decides, so what could be secret is tested before what could be shown. */
const rules: readonly (readonly [RegExp, FieldType])[] = [
  [/\b(secret|password|passphrase|token|key)s?\b/i, 'secret'],
  [/\be-?mail\b/i, 'email'],
  [/\b(sub-?)?domain\b/i, 'subdomain'],
  [/\bur[il]\b/i, 'url'],
];

function typeByName(name: string): FieldType {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return rules.find(([rule]) => rule.test(words))?.[1] ?? 'text';
}

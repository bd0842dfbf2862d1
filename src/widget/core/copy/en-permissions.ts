import { categories } from './en-categories.js';
import { permissionClauses as clauses, type ClausesOptions } from './permission-clauses.js';
import { list } from './sentence.js';

/** "read your contacts and deals and change your tickets" */
export function permissionClauses(permissions: readonly string[], type: Intl.ListFormatType): string {
  return clauses(permissions, type, english);
}

const english: ClausesOptions = {
  lang: 'en',
  categories,
  say: {
    read: (objects) => `read your ${list(objects, 'en')}`,
    write: (objects) => `change your ${list(objects, 'en')}`,
    both: (objects) => `read and change your ${list(objects, 'en')}`,
  },
  told: 'be told of changes',
  objectWords: (object) => plural(apart(object)),
  data: (of) => `${list(of, 'en')} data`,
};

/** The names that Unified.to writes in one, in two words: "taxrate" is "tax rate". */
function apart(object: string): string {
  return object
    .replace(
      /^(aged|balance|bank|credit|insertion|item|payment|pull|purchase|sales|tax|time|trial|vendor)(?=[^s_])/,
      '$1 ',
    )
    .replaceAll('_', ' ');
}

function plural(word: string): string {
  if (word === 'person') return 'people';
  if (/(x|ch|sh|ss|tus)$/.test(word)) return `${word}es`;
  if (/(s|attendance|availability|inventory|content|feedback|metadata|tracking|flow|off)$/.test(word)) return word;
  return word.replace(/([^aeiou])y$/, '$1ie') + 's';
}

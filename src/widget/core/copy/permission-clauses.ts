import { entry } from './merge.js';
import { inSentence } from './sentence.js';

export interface ClausesOptions {
  readonly lang: string;
  readonly categories: Readonly<Record<string, string>>;
  /** Clauses by what is done: "read your contacts". */
  readonly say: Readonly<Record<Access, (objects: readonly string[]) => string>>;
  /** The product is told of changes. */
  readonly told: string;
  /** Words for an object by its name in a permission; undefined where its category stands for it. */
  objectWords(object: string): string | undefined;
  /** Stands for what is in categories: "CRM and HR data". */
  data(categories: readonly string[]): string;
}

type Access = 'read' | 'write' | 'both';

/**
 * "read your contacts and deals and change your tickets": all that is asked for, by what is done with it, nothing left
 * out. Where the objects are too many for a line, their categories stand for them. Empty when nothing is asked for.
 */
export function permissionClauses(
  permissions: readonly string[],
  type: Intl.ListFormatType,
  { lang, categories, say, told, objectWords, data }: ClausesOptions,
): string {
  const wanted = new Map<string, { category: string; object: string; access: Access }>();
  for (const permission of permissions) {
    const [, key = '', category, object, write] = /^(([^_]+)_(.+))_(?:read|(write))$/.exec(permission) ?? [];
    if (!category || !object) continue;
    const access = write ? 'write' : 'read';
    const before = wanted.get(key)?.access ?? access;
    wanted.set(key, { category, object, access: before === access ? access : 'both' });
  }
  const dataOf = (of: string[]): string => data(of.map((one) => inSentence(entry(categories, one) ?? one, lang)));
  const clauses = (['read', 'write', 'both'] as const).flatMap((access) => {
    const entries = [...wanted.values()].filter((one) => one.access === access);
    const objects = unique(entries.map(({ object, category }) => objectWords(object) ?? dataOf([category])));
    const shown = objects.length > 4 ? [dataOf(unique(entries.map(({ category }) => category)))] : objects;
    return shown.length ? say[access](shown) : [];
  });
  if (permissions.includes('webhook')) clauses.push(told);
  return new Intl.ListFormat(lang, { type }).format(clauses);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

import { say } from './say.js';
import { inSentence } from './sentence.js';
import type { PermissionWords } from './words.js';

export interface ClausesOptions {
  readonly asked: PermissionWords;
  readonly categories: Readonly<Record<string, string>>;
  readonly lang: string;
}

/**
 * "read your contacts and deals", "change your tickets": all that is asked for, by what is done with it, nothing left
 * out. Where the objects are too many for a line, their categories stand for them.
 */
export function clausesOf(permissions: readonly string[], { asked, categories, lang }: ClausesOptions): string[] {
  const wanted = new Map<string, { category: string; object: string; access: string }>();
  for (const permission of permissions) {
    const [, category, object, access] = /^([^_]+)_(.+)_(read|write)$/.exec(permission) ?? [];
    if (!category || !object || !access) continue;
    const key = `${category}_${object}`;
    const before = wanted.get(key)?.access;
    wanted.set(key, { category, object, access: before && before !== access ? 'both' : access });
  }
  const named = (category: string): string =>
    inSentence(Object.hasOwn(categories, category) ? (categories[category] ?? category) : category, lang);
  const data = (of: string[]): string => say(asked.data, [...new Set(of.map(named))], lang);
  const words = (object: string, category: string): string =>
    (Object.hasOwn(asked.objects, object) ? asked.objects[object] : asked.otherwise?.(object)) ?? data([category]);
  const clauses: string[] = [];
  for (const access of ['read', 'write', 'both'] as const) {
    const entries = [...wanted.values()].filter((one) => one.access === access);
    if (!entries.length) continue;
    const objects = [...new Set(entries.map(({ object, category }) => words(object, category)))];
    const many = objects.length > 4;
    clauses.push(say(asked[access], many ? data(entries.map(({ category }) => category)) : objects, lang));
  }
  if (permissions.includes('webhook')) clauses.push(asked.told);
  return clauses;
}

import type { CopyOverrides } from './copy.js';

/** `base` with an embedder's own words laid over it, entry by entry where a key is a table; a key set to undefined keeps the default. */
export function mergeCopy<C extends object>(base: C, overrides: CopyOverrides | undefined): C {
  const merged: C = { ...base };
  for (const [key, own] of Object.entries({ ...overrides })) {
    const words: unknown = Reflect.get(base, key);
    if (own !== undefined) Reflect.set(merged, key, typeof words === 'object' ? Object.assign({}, words, own) : own);
  }
  return merged;
}

/** The same keys with what `to` makes of each value. */
export function mapped<K extends string, A, B>(table: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(table).map(([key, value]): unknown[] => [key, to(value)]));
}

/** What a table says of a name from outside, and nothing that every object would. */
export function entry<V>(table: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

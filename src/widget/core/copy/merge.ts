import type { CopyOverrides } from './copy.js';

/** `base` with an embedder's own words laid over it, entry by entry where a key is a table; a key set to undefined keeps the default. */
export function mergeCopy<C extends object>(base: C, overrides: CopyOverrides | undefined): C {
  const merged: C = { ...base };
  for (const key in base) {
    const own: unknown = overrides && Reflect.get(overrides, key);
    const words: unknown = base[key];
    if (own !== undefined) Reflect.set(merged, key, isTable(words) && isTable(own) ? { ...words, ...own } : own);
  }
  if (overrides?.product !== undefined) Reflect.set(merged, 'product', overrides.product);
  return merged;
}

/** The same keys with what `to` makes of each value. */
export function mapped<K extends string, A, B>(table: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(table).map(([key, value]): unknown[] => [key, to(value)]));
}

function isTable(words: unknown): words is object {
  return typeof words === 'object' && words !== null;
}

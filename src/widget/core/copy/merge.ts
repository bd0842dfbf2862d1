import type { CopyOverrides } from './copy.js';

/**
 * `base` with an embedder's own words laid over it, entry by entry where a key is a table. A key set to undefined keeps
 * the default; plain words where a function is called for are said whatever they are about.
 */
export function mergeCopy<C extends object>(base: C, overrides: CopyOverrides | undefined): C {
  return laidOver(base, overrides);
}

function laidOver<T extends object>(base: T, overrides: unknown): T {
  const merged = { ...base };
  for (const [key, own] of Object.entries<unknown>(Object(overrides))) {
    const words: unknown = Reflect.get(base, key);
    if (own !== undefined) Reflect.set(merged, key, merge(words, own));
  }
  return merged;
}

function merge(words: unknown, own: unknown): unknown {
  if (typeof words === 'function') return typeof own === 'function' ? own : () => own;
  return words instanceof Object ? laidOver(words, own) : own;
}

/** The same keys with what `to` makes of each value. */
export function mapped<K extends string, A, B>(table: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(table).map(([key, value]): unknown[] => [key, to(value)]));
}

/** What a table says of a name from outside, and nothing that every object would. */
export function entry<V>(table: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

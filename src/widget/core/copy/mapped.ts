/** The same keys with what `to` makes of each value. */
export function mapped<K extends string, A, B>(table: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(table).map(([key, value]): unknown[] => [key, to(value)]));
}

import type { Integration } from '../../contract/index.js';

export interface CategoryCount {
  readonly category: string;
  readonly count: number;
}

/**
 * As the list is shown: those that can be connected first, featured ones before the others, then by popularity, then in
 * the order they came.
 */
export function inOrder(integrations: readonly Integration[]): Integration[] {
  return integrations.toSorted(
    (a, b) =>
      Number(a.is_active === false) - Number(b.is_active === false) ||
      Number(b.featured ?? false) - Number(a.featured ?? false) ||
      (b.popularity ?? 0) - (a.popularity ?? 0),
  );
}

/** The categories there are, most frequent first. */
export function categoriesOf(integrations: readonly Integration[]): CategoryCount[] {
  const counts = new Map<string, number>();
  for (const { categories } of integrations)
    for (const category of categories.length > 1 ? new Set(categories) : categories)
      counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count);
}

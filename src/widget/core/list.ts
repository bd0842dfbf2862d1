import type { Integration } from '../../contract/index.js';
import { shownName } from './name.js';

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

/**
 * What can be worked with of a list, whoever it is from. Of several with one `type` the first stands, for everything is
 * kept by type. One is left out that is too much to draw or to search, or whose `inputs` ask for a secret: they are part
 * of the flow, which the page can read; secrets belong into `token_fields`.
 */
export function usable(integrations: readonly Integration[]): Integration[] {
  const types = new Set<string>();
  return integrations.flatMap((given) => {
    const one = { ...given, name: shownName(given.name) || given.type };
    if (types.has(one.type) || !isUsable(one)) return [];
    types.add(one.type);
    return one;
  });
}

function isUsable(integration: Integration): boolean {
  const { categories, aliases, token_names, token_fields, token_instructions, inputs } = integration;
  return (
    [token_names, token_fields, token_instructions, inputs].every((list) => !list || list.length <= 100) &&
    !inputs?.some(({ type }) => /secret|textarea|file/.test(type)) &&
    JSON.stringify([categories, aliases, token_names, token_fields, inputs]).length < 100_000
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

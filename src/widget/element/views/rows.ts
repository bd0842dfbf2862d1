import type { Integration } from '../../../contract/index.js';
import {
  categoriesOf,
  categoryLabel,
  createIndex,
  search,
  type Match,
  type Picker,
  type PickerCopy,
  type SearchIndex,
} from '../../core/index.js';

/** Rows under one heading; without a heading when there is only one kind of them. */
export interface Group {
  readonly title: string | undefined;
  readonly rows: readonly Match[];
}

export interface Chip {
  readonly category: string | undefined;
  readonly label: string;
  /** How many of the search's matches it holds; absent while nothing is searched. */
  readonly count: number | undefined;
}

/** What the picker shows of its list. */
export interface PickerRows {
  readonly groups: readonly Group[];
  readonly chips: readonly Chip[];
  readonly count: number;
}

/** The rows and chips for where the picker stands. */
export function pickerRows({ integrations, query, category }: Picker, copy: PickerCopy): PickerRows {
  const index = indexOf(integrations, copy);
  const searching = query.trim() !== '';
  const all = search(index, query);
  const rows =
    category === undefined ? all : all.filter(({ integration }) => integration.categories.includes(category));
  const counts = new Map(
    categoriesOf(all.map(({ integration }) => integration)).map((one) => [one.category, one.count]),
  );
  const chips = [
    { category: undefined, label: copy.allCategories, count: searching ? all.length : undefined },
    ...categoriesOf(integrations).map((one) => ({
      category: one.category,
      label: categoryLabel(one.category, copy),
      count: searching ? (counts.get(one.category) ?? 0) : undefined,
    })),
  ].filter((chip) => chip.count !== 0 || chip.category === category || chip.category === undefined);
  return { groups: searching ? [{ title: undefined, rows }] : grouped(rows, copy), chips, count: rows.length };
}

function grouped(rows: readonly Match[], copy: PickerCopy): Group[] {
  const kind = ({ is_active, featured }: Integration): 0 | 1 | 2 => (is_active === false ? 2 : featured ? 0 : 1);
  const groups = [copy.popular, copy.allIntegrations, copy.hintUnavailable]
    .map((title, position) => ({ title, rows: rows.filter((row) => kind(row.integration) === position) }))
    .filter((group) => group.rows.length > 0);
  return groups.length > 1 ? groups : [{ title: undefined, rows }];
}

const indexes = new WeakMap<readonly Integration[], SearchIndex>();

// Built once for a list, not for a keystroke.
function indexOf(integrations: readonly Integration[], copy: PickerCopy): SearchIndex {
  const known = indexes.get(integrations);
  if (known) return known;
  const index = createIndex(integrations, { categoryLabel: (category) => categoryLabel(category, copy) });
  indexes.set(integrations, index);
  return index;
}

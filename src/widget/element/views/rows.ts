import type { Integration } from '../../../contract/index.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import { categoryLabel } from '../../core/copy/row-words.js';
import type { Picker } from '../../core/flow.js';
import { categoriesOf, inOrder } from '../../core/list.js';
import type { Match } from '../../core/search.js';

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

/** What of a list matches a query, best first. */
export type Find = (integrations: readonly Integration[], query: string, copy: PickerCopy) => Match[];

/** Stands in for the search until that has arrived: names that hold the query as it was typed. */
export const findPlain: Find = (integrations, query) => {
  const wanted = query.trim().toLowerCase();
  return inOrder(integrations)
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map((integration) => ({ integration, marks: [] }));
};

/** The rows and chips for where the picker stands. */
export function pickerRows(
  { integrations, query, category }: Picker,
  { copy, find }: { copy: PickerCopy; find: Find },
): PickerRows {
  const searching = query.trim() !== '';
  const all = find(integrations, query, copy);
  const rows = all.filter(({ integration }) => category === undefined || integration.categories.includes(category));
  const counts = categoriesOf(searching ? all.map(({ integration }) => integration) : integrations);
  const chips = [
    { category: undefined, label: copy.allCategories, count: searching ? all.length : undefined },
    ...counts.map((one) => ({
      category: one.category,
      label: categoryLabel(one.category, copy),
      count: searching ? one.count : undefined,
    })),
  ];
  return { groups: searching ? [{ title: undefined, rows }] : grouped(rows, copy), chips, count: rows.length };
}

function grouped(rows: readonly Match[], copy: PickerCopy): Group[] {
  const kind = ({ is_active, featured }: Integration): number => (is_active === false ? 2 : featured ? 0 : 1);
  const groups = [copy.popular, copy.allIntegrations, copy.hintUnavailable]
    .map((title, position) => ({ title, rows: rows.filter((row) => kind(row.integration) === position) }))
    .filter((group) => group.rows.length > 0);
  return groups.length > 1 ? groups : [{ title: undefined, rows }];
}

import type { Integration } from '../../../contract/index.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import { categoryLabel } from '../../core/copy/row-words.js';
import type { Picker } from '../../core/flow.js';
import type { Extent } from '../../core/in-view.js';
import { categoriesOf, inOrder } from '../../core/list.js';
import type { Match } from '../../core/search.js';
import { accountsOf, groupsOf, type Accounts, type Group } from './groups.js';

export interface Chip {
  readonly category: string | undefined;
  readonly label: string;
  /** How many of the search's matches it holds; absent while nothing is searched. */
  readonly count: number | undefined;
}

/** What the picker shows of its list. */
export interface PickerRows {
  readonly groups: readonly Group[];
  /** None where all there is belongs to one category. */
  readonly chips: readonly Chip[];
  readonly count: number;
  readonly accounts: Accounts;
}

/** Where the list stands: the lines that are drawn, and the row that keys act on; -1 is none, or one that is not drawn. */
export interface Place extends Extent {
  readonly active: number;
}

/** The row that is active from the start while one searches: the best that can be had; -1 where there is none. */
export function firstUsable({ groups, accounts }: PickerRows): number {
  return (groups[0]?.rows ?? []).findIndex(
    ({ integration: { type, is_active } }) => is_active !== false || accounts.has(type),
  );
}

/** Where the list stands before its keys and its scrolling are there: enough rows for any first sight. */
export function firstPlace(found: PickerRows, { query }: Picker): Place {
  return { start: 0, end: 40, active: query.trim() ? firstUsable(found) : -1 };
}

/** What of a list matches a query, best first. */
export type Find = (integrations: readonly Integration[], query: string, copy: PickerCopy) => readonly Match[];

/** Stands in for the search until that has arrived: names that hold the query as it was typed. */
export const findPlain: Find = (integrations, query) => {
  const wanted = query.trim().toLowerCase();
  return inOrder(integrations)
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map((integration) => ({ integration, marks: [] }));
};

export interface RowsOptions {
  readonly copy: PickerCopy;
  readonly find: Find;
  /** Types that were chosen in this browser, the last one first. */
  readonly recent: readonly string[];
}

/** The rows and chips for where the picker stands. */
export function pickerRows(picker: Picker, { copy, find, recent }: RowsOptions): PickerRows {
  const { integrations, query, category } = picker;
  const searching = query.trim() !== '';
  const all = find(integrations, query, copy);
  const rows =
    category === undefined ? all : all.filter(({ integration }) => integration.categories.includes(category));
  const counts = categoriesOf(searching ? all.map(({ integration }) => integration) : integrations).slice(0, mostChips);
  // What is chosen, or was there before one searched, does not go away.
  if (category !== undefined && !counts.some((one) => one.category === category)) counts.push({ category, count: 0 });
  const several = integrations.some((one) => one.categories.some((other) => other !== integrations[0]?.categories[0]));
  const chips = [
    { category: undefined, label: copy.allCategories, count: searching ? all.length : undefined },
    ...counts.map((one) => ({
      category: one.category,
      label: categoryLabel(one.category, copy),
      count: searching ? one.count : undefined,
    })),
  ];
  const accounts = accountsOf(picker.connections);
  const groups = searching
    ? [{ title: undefined, rows }]
    : groupsOf(rows, { copy, accounts, recent: integrations.length > fewEnough ? recent : [] });
  return { groups: rows.length ? groups : [], chips: several ? chips : [], count: rows.length, accounts };
}

/** More than anybody reads; the search finds the rest by name. */
const mostChips = 40;

/** As many integrations as one sees without looking for the one that was used last. */
const fewEnough = 12;

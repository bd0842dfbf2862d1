import type { Connection } from '../../../contract/index.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import type { Match } from '../../core/search.js';

/** Rows under one heading; without a heading when there is only one kind of them. */
export interface Group {
  readonly title: string | undefined;
  readonly rows: readonly Match[];
}

/** The accounts there are, by type of integration. */
export type Accounts = ReadonlyMap<string, readonly Connection[]>;

export function accountsOf(connections: readonly Connection[]): Accounts {
  const accounts = new Map<string, Connection[]>();
  for (const one of connections)
    accounts.set(one.integration_type, [...(accounts.get(one.integration_type) ?? []), one]);
  return accounts;
}

export interface GroupsOptions {
  readonly copy: PickerCopy;
  readonly accounts: Accounts;
  /** Types that were chosen in this browser, the last one first. */
  readonly recent: readonly string[];
}

const recentShown = 3;

/** What is connected, then what was used last, popular ones, all others, and what is not available yet; each once. */
export function groupsOf(rows: readonly Match[], { copy, accounts, recent }: GroupsOptions): Group[] {
  const titles = [copy.connectedBefore, copy.recent, copy.popular, copy.otherIntegrations, copy.hintUnavailable];
  const kindOf = ({ integration: { type, is_active, featured } }: Match): number =>
    accounts.has(type) ? 0 : is_active === false ? 4 : featured ? 2 : 3;
  const used = recent
    .flatMap((type) => rows.find((row) => row.integration.type === type && kindOf(row) % 4 !== 0) ?? [])
    .slice(0, recentShown);
  const kinds: Match[][] = titles.map(() => []);
  for (const row of rows) if (!used.includes(row)) kinds[kindOf(row)]?.push(row);
  kinds[1] = used;
  const groups = kinds.map((some, kind) => ({ title: titles[kind], rows: some })).filter((one) => one.rows.length > 0);
  return groups.length > 1 ? groups : [{ title: undefined, rows }];
}

import { blockSize, type Extent } from '../../core/in-view.js';
import type { Match } from '../../core/search.js';
import type { Group } from './groups.js';

/** What is drawn of a group. */
export interface Slice {
  readonly label: string | undefined;
  /** Its heading, where that is among the lines. */
  readonly title: string | undefined;
  /** Rows by blocks, each always in its own place, so that a row in sight stays the same element while others come. */
  readonly blocks: readonly Block[];
}

export interface Block {
  /** Place of its first row among all rows. */
  readonly at: number;
  readonly rows: readonly Match[];
}

/** The line that the row at `at` is: a heading is one, and so is a row. For the row behind the last, how many there are. */
export function lineOf(groups: readonly Group[], at: number): number {
  let line = at;
  let rows = 0;
  for (const group of groups) {
    if (at < rows) break;
    if (group.title) line++;
    rows += group.rows.length;
  }
  return line;
}

/** The groups as far as their lines are drawn; one that is not drawn is undefined, and keeps its place. */
export function slicesOf(groups: readonly Group[], { start, end }: Extent): (Slice | undefined)[] {
  let line = 0;
  let before = 0;
  return groups.map(({ title, rows }) => {
    const heading = line;
    const first = heading + (title ? 1 : 0);
    const row = before - first;
    line = first + rows.length;
    before += rows.length;
    if (line <= start || heading >= end) return undefined;
    const until = Math.min(line, end);
    const blocks: Block[] = [];
    for (let at = first - (first % blockSize); at < until; at += blockSize) {
      const from = Math.max(at, first, start);
      const to = Math.max(from, Math.min(at + blockSize, until));
      blocks.push({ at: row + from, rows: rows.slice(from - first, to - first) });
    }
    return { label: title, title: heading >= start ? title : undefined, blocks };
  });
}

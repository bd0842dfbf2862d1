import type { Integration } from '../../contract/index.js';
import { fold, startsWord, writtenAt, type Folded } from './fold.js';
import { inOrder } from './list.js';
import { findMistyped } from './typos.js';

export { categoriesOf, inOrder, type CategoryCount } from './list.js';

/** An integration that was found. */
export interface Match {
  readonly integration: Integration;
  /** What to mark in its name, as `[start, end)` in UTF-16 units, ascending and apart. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

/** A list made ready for searching; build it once for a list, not for a keystroke. */
export interface SearchIndex {
  readonly entries: readonly Entry[];
}

/** Found by an empty query as it stands. */
interface Entry extends Match {
  readonly name: Folded;
  readonly aliases: readonly Folded[];
  readonly categories: readonly string[];
}

/**
 * Prepares `integrations`, {@link inOrder}. `categoryLabel` lets a category be found by the word it is shown with.
 */
export function createIndex(
  integrations: readonly Integration[],
  { categoryLabel = String }: { categoryLabel?: (category: string) => string } = {},
): SearchIndex {
  const known = new Map<string, string[]>();
  const wordsFor = (category: string): string[] => {
    const words = known.get(category) ?? [category, fold(categoryLabel(category)).text];
    known.set(category, words);
    return words;
  };
  const entries = inOrder(integrations).map((integration) => ({
    integration,
    marks: [],
    name: fold(integration.name),
    // "gdrive" is Google Drive.
    aliases: [...(integration.aliases ?? []), integration.name.replace(/(\S)\S*\s+/g, '$1')].map(fold),
    categories: integration.categories.flatMap(wordsFor),
  }));
  return { entries };
}

/**
 * What matches every word of `query`, best first: at the start of the name, at the start of a word in it, anywhere in
 * it, in an alias, by category. Case and accents do not matter. Only where nothing matches, words may be mistyped. An
 * empty query matches all.
 */
export function search({ entries }: SearchIndex, query: string): readonly Match[] {
  const words = fold(query).text.split(/\s+/).filter(Boolean);
  if (!words.length) return entries;
  const found = matches(entries, words, { mistyped: false });
  return found.length ? found : matches(entries, words, { mistyped: true });
}

const rank = { prefix: 0, word: 1, inside: 2, alias: 3, category: 4, mistyped: 5 } as const;

function matches(entries: readonly Entry[], words: readonly string[], options: { mistyped: boolean }): Match[] {
  const byRank: Match[][] = [];
  for (const entry of entries) {
    const found = match(entry, words, options);
    if (found) (byRank[found.rank] ??= []).push({ integration: entry.integration, marks: found.marks });
  }
  return byRank.flat();
}

/** A match is as good as its weakest word; a later word of the query does best where any word of the name begins. */
function match(
  { name, aliases, categories }: Entry,
  words: readonly string[],
  { mistyped }: { mistyped: boolean },
): { rank: number; marks: [number, number][] } | undefined {
  let worst: number = rank.prefix;
  const marks: [number, number][] = [];
  for (const [position, word] of words.entries()) {
    const at = bestPosition(name, word);
    if (at !== -1) {
      marks.push(writtenAt(name, at, at + word.length));
      const found = at === 0 ? rank.prefix : !startsWord(name, at) ? rank.inside : position ? rank.prefix : rank.word;
      worst = Math.max(worst, found);
    } else if (aliases.some(({ text }) => text.includes(word))) worst = Math.max(worst, rank.alias);
    else if (categories.some((category) => category.startsWith(word))) worst = Math.max(worst, rank.category);
    else {
      const near = mistyped ? findMistyped(word, name) : undefined;
      if (near) marks.push(writtenAt(name, near.start, near.end));
      const nearest = near ?? (mistyped ? aliases.map((alias) => findMistyped(word, alias)).find(Boolean) : undefined);
      if (!nearest) return undefined;
      worst = Math.max(worst, rank.mistyped + nearest.edits);
    }
  }
  return { rank: worst, marks: apart(marks) };
}

/** Where a word begins rather than anywhere earlier. */
function bestPosition(name: Folded, word: string): number {
  const first = name.text.indexOf(word);
  for (let at = first; at !== -1; at = name.text.indexOf(word, at + 1)) if (at === 0 || startsWord(name, at)) return at;
  return first;
}

function apart(marks: readonly [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

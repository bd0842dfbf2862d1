import type { Integration } from '../../contract/index.js';
import { inOrder } from './list.js';

export { categoriesOf, inOrder, type CategoryCount } from './list.js';

/** A list made ready for searching; build it once for a list, not for a keystroke. */
export interface SearchIndex {
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly integration: Integration;
  readonly name: Folded;
  readonly aliases: readonly string[];
  readonly categories: readonly string[];
}

/**
 * Text without case and accents; `origin[i]` is where the folded unit `i` stood, with one more for the end. Absent where
 * folding moved nothing, as in most names.
 */
interface Folded {
  readonly text: string;
  readonly origin: readonly number[] | undefined;
  /** Positions in `text` where a word begins. */
  readonly starts: ReadonlySet<number>;
}

/** An integration that was found. */
export interface Match {
  readonly integration: Integration;
  /** What to mark in its name, as `[start, end)` in UTF-16 units, ascending and apart. */
  readonly marks: readonly (readonly [start: number, end: number])[];
}

/**
 * Prepares `integrations`, {@link inOrder}. `categoryLabel` lets a category be found by the word it is shown with.
 */
export function createIndex(
  integrations: readonly Integration[],
  { categoryLabel }: { categoryLabel?: (category: string) => string } = {},
): SearchIndex {
  const entries = inOrder(integrations).map((integration) => ({
    integration,
    name: fold(integration.name),
    aliases: (integration.aliases ?? []).map((alias) => fold(alias).text),
    categories: integration.categories.flatMap((category) => [
      category,
      ...(categoryLabel ? [fold(categoryLabel(category)).text] : []),
    ]),
  }));
  return { entries };
}

/**
 * What matches every word of `query`, best first: at the start of the name, at the start of a word in it, anywhere in
 * it, in an alias, by category. Case and accents do not matter. An empty query matches all.
 */
export function search(
  index: SearchIndex,
  query: string,
  { category }: { category?: string | undefined } = {},
): Match[] {
  const words = fold(query).text.split(/\s+/).filter(Boolean);
  const byRank: Match[][] = [];
  for (const entry of index.entries) {
    if (category !== undefined && !entry.integration.categories.includes(category)) continue;
    const found = match(entry, words);
    if (found) (byRank[found.rank] ??= []).push({ integration: entry.integration, marks: found.marks });
  }
  return byRank.flat();
}

const rank = { prefix: 0, word: 1, inside: 2, alias: 3, category: 4 } as const;

/** A match is as good as its weakest word; a later word of the query does best where any word of the name begins. */
function match(entry: Entry, words: readonly string[]): { rank: number; marks: [number, number][] } | undefined {
  let worst: number = rank.prefix;
  const marks: [number, number][] = [];
  for (const [position, word] of words.entries()) {
    const at = bestPosition(entry.name, word);
    if (at !== -1) {
      marks.push(originalRange(entry.name, at, at + word.length));
      worst = Math.max(
        worst,
        at === 0 || (position > 0 && entry.name.starts.has(at)) ? rank.prefix : rankAt(entry, at),
      );
    } else if (entry.aliases.some((alias) => alias.includes(word))) worst = Math.max(worst, rank.alias);
    else if (entry.categories.some((category) => category.startsWith(word))) worst = Math.max(worst, rank.category);
    else return undefined;
  }
  return { rank: worst, marks: apart(marks) };
}

function rankAt(entry: Entry, at: number): number {
  return entry.name.starts.has(at) ? rank.word : rank.inside;
}

/** Where a word begins rather than anywhere earlier. */
function bestPosition({ text, starts }: Folded, word: string): number {
  const first = text.indexOf(word);
  for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) if (starts.has(at)) return at;
  return first;
}

/** Half a letter (the first s of ß) marks the whole. */
function originalRange({ origin }: Folded, start: number, end: number): [number, number] {
  if (!origin) return [start, end];
  let until = end;
  while (until < origin.length - 1 && origin[until] === origin[until - 1]) until++;
  return [origin[start] ?? 0, origin[until] ?? 0];
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

/** Letters that carry no separable accent but are typed without one. */
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

function fold(text: string): Folded {
  return /^[ -~]*$/.test(text) ? foldAscii(text) : foldAny(text);
}

/** The same as {@link foldAny} at a fraction of its cost, which counts over ten thousand names. */
function foldAscii(text: string): Folded {
  const starts = text.matchAll(wordStart);
  return { text: text.toLowerCase(), origin: undefined, starts: new Set(Array.from(starts, ({ index }) => index)) };
}

const wordStart = /(?<![A-Za-z\d])[A-Za-z\d]|(?<=[a-z])[A-Z]/g;

function foldAny(text: string): Folded {
  let folded = '';
  let before = '';
  let at = 0;
  const origin: number[] = [];
  const starts = new Set<number>();
  for (const character of text) {
    if (isWord(character) && (!isWord(before) || (isLower(before) && isUpper(character)))) starts.add(folded.length);
    const plain = character.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '');
    const letters = plainLetters[plain] ?? plain;
    for (let unit = 0; unit < letters.length; unit++) origin.push(at);
    folded += letters;
    at += character.length;
    before = character;
  }
  return { text: folded, origin: [...origin, at], starts };
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(character);
}

function isLower(character: string): boolean {
  return character !== character.toUpperCase();
}

function isUpper(character: string): boolean {
  return character !== character.toLowerCase();
}

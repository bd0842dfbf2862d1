import { startsWord, type Folded } from './fold.js';

/** Where a mistyped word stands in a text, in folded units. */
export interface NearMatch {
  readonly edits: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds `word` at the start of a word of `folded`, mistyped: one letter too many, too few, wrong, or two swapped; one such
 * edit from four letters on, two from eight. The first letter must be right in words of four.
 */
export function findMistyped(word: string, folded: Folded): NearMatch | undefined {
  const { text } = folded;
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (!allowed || missing(word, text) > allowed) return undefined;
  let best: NearMatch | undefined;
  for (let start = 0; start < text.length; start++) {
    if (!beginsAlike(word, text, start) || (start > 0 && !startsWord(folded, start))) continue;
    const [edits, length] = editsToPrefix(word, text.slice(start, start + word.length + allowed));
    if (edits <= allowed && edits < (best?.edits ?? Infinity)) best = { edits, start, end: start + length };
  }
  return best;
}

/** How many letters of `word` the text has nowhere: each takes an edit at least. Counting is cheaper than comparing. */
function missing(word: string, text: string): number {
  let count = 0;
  for (const letter of word) if (!text.includes(letter)) count++;
  return count;
}

/** One of the first two letters is right, though perhaps not in its place. */
function beginsAlike(word: string, text: string, start: number): boolean {
  const [first, second] = word;
  const here = text[start];
  const next = text[start + 1];
  return here === first || (word.length > 4 && (here === second || next === second || next === first));
}

/** The fewest edits (optimal string alignment) from `word` to a prefix of `text`, and the length of the longest such prefix. */
function editsToPrefix(word: string, text: string): [edits: number, length: number] {
  let before: number[] = [];
  let last = Array.from({ length: text.length + 1 }, (_, length) => length);
  for (let at = 1; at <= word.length; at++) {
    const row = [at];
    for (let to = 1; to <= text.length; to++) {
      const [here, there] = [word[at - 1], text[to - 1]];
      let edits = Math.min(cell(last, to), cell(row, to - 1), cell(last, to - 1) - (here === there ? 1 : 0)) + 1;
      if (to > 1 && here === text[to - 2] && there === word[at - 2]) edits = Math.min(edits, cell(before, to - 2) + 1);
      row.push(edits);
    }
    before = last;
    last = row;
  }
  const edits = Math.min(...last);
  return [edits, last.lastIndexOf(edits)];
}

function cell(row: readonly number[], at: number): number {
  return row[at] ?? Infinity;
}

/**
 * Text without case and accents. `origin[i]` is where the folded unit `i` stood in what was `written`, with one more for
 * the end; absent where folding moved nothing, as in most names.
 */
export interface Folded {
  readonly written: string;
  readonly text: string;
  readonly origin: readonly number[] | undefined;
}

export function fold(written: string): Folded {
  // Ten thousand names are folded before the first search: what is plain already takes a tenth of the time.
  if (/^[ -~]*$/.test(written)) return { written, text: written.toLowerCase(), origin: undefined };
  let text = '';
  let at = 0;
  const origin: number[] = [];
  for (const character of written) {
    const plain = character.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '');
    const letters = plainLetters[plain] ?? plain;
    for (let unit = 0; unit < letters.length; unit++) origin.push(at);
    text += letters;
    at += character.length;
  }
  return { written, text, origin: [...origin, at] };
}

/** Whether a word begins at the folded unit `at`: after no letter or digit, or by a capital after a small letter. */
export function startsWord({ written, origin }: Folded, at: number): boolean {
  const from = origin ? (origin[at] ?? 0) : at;
  // Half a letter (the second s of ß) begins nothing.
  if (origin && at > 0 && origin[at - 1] === from) return false;
  wordStart.lastIndex = from;
  return wordStart.test(written);
}

/** Where the folded units from `start` to `end` were written; half a letter (the first s of ß) means the whole. */
export function writtenAt({ origin }: Folded, start: number, end: number): [start: number, end: number] {
  if (!origin) return [start, end];
  let until = end;
  while (until < origin.length - 1 && origin[until] === origin[until - 1]) until++;
  return [origin[start] ?? 0, origin[until] ?? 0];
}

/** Letters that carry no separable accent but are typed without one. */
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

const wordStart = /(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}\p{M}]|(?<=\p{Ll})\p{Lu}/uy;

import type { PickerCopy } from './copy.js';
import { capital, inSentence, list } from './sentence.js';

/** What a row says of names that come from outside, alike in all languages; `more` stands for those without room. */
export function rowCopy(
  lang: string,
  more: (count: number) => string,
): Pick<PickerCopy, 'unknownCategory' | 'hintFields' | 'hintEither'> {
  return {
    unknownCategory: (category) => capital(category).replaceAll('_', ' '),
    // More than three fields are counted, so that a row stays a line.
    hintFields: (labels) => {
      const words = labels.map((label) => inSentence(readable(label), lang));
      const rest = words.length - 2;
      return capital(list(rest > 1 ? [...words.slice(0, 2), more(rest)] : words, lang));
    },
    hintEither: (hints) =>
      list(
        hints.map((hint, at) => (at ? inSentence(hint, lang) : hint)),
        lang,
        'disjunction',
      ),
  };
}

/** A field that has no label, but a name: "client_id" reads "client ID". */
function readable(name: string): string {
  return name.replaceAll('_', ' ').replace(/\b(api|id|url)\b/gi, (word) => word.toUpperCase());
}

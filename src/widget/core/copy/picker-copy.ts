import type { PickerCopy } from './copy.js';
import { mapped } from './mapped.js';
import { say, type Named } from './say.js';
import { capital, inSentence, list } from './sentence.js';
import type { PickerWords } from './words.js';

/** The picker's copy, of what one language says. */
export function pickerCopy({ texts, lines, more, ...rest }: PickerWords): PickerCopy {
  const { lang } = rest;
  return {
    ...rest,
    ...texts,
    ...mapped(lines, (line) => (about: Named) => say(line, about, lang)),
    unknownCategory: (category) => capital(category).replaceAll('_', ' '),
    // More than three fields are counted, so that a row stays a line.
    hintFields: (labels) => {
      const words = labels.map((label) => inSentence(label.replaceAll('_', ' '), lang));
      const [first = '', second = '', ...others] = words;
      return capital(list(others.length > 1 ? [first, second, say(more, others.length, lang)] : words, lang));
    },
    hintEither: (hints) =>
      list(
        hints.map((hint, at) => (at ? inSentence(hint, lang) : hint)),
        lang,
        'disjunction',
      ),
  };
}

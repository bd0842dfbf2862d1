import type { PickerCopy } from '../copy.js';
import { rowCopy } from '../row-copy.js';
import { mapped } from '../merge.js';
import { say, type Named } from './say.js';
import type { PickerWords } from './words.js';

/** The picker's copy, of what one language says. */
export function pickerCopy({ texts, lines, more, ...rest }: PickerWords): PickerCopy {
  const { lang } = rest;
  return {
    ...rest,
    ...texts,
    ...mapped(lines, (line) => (about: Named) => say(line, about, lang)),
    ...rowCopy(lang, (count) => say(more, count, lang)),
  };
}

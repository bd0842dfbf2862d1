import type { PickerCopy, StepsCopy } from '../copy.js';
import { pickerCopy } from './picker-copy.js';
import type { StepsParts } from './steps-copy.js';
import type { PickerWords } from './words.js';

/** What the module of a language holds: the picker's copy, and the way to all other words. */
export interface Locale {
  readonly picker: PickerCopy;
  later(): Promise<StepsCopy>;
}

/** A language of its picker's words, and of the parts that hold all others, each small and loaded when asked for. */
export function locale(words: PickerWords, parts: () => Promise<Parts>): Locale {
  return {
    picker: pickerCopy(words),
    later: async () => {
      const [{ stepsCopy }, [steps, forms, signIn, problems, permissions]] = await Promise.all([
        import('./steps-copy.js'),
        parts(),
      ]);
      return stepsCopy(words, { ...steps, ...forms, ...signIn, ...problems, ...permissions });
    },
  };
}

type Parts = readonly [Part<'steps'>, Part<'forms'>, Part<'signIn'>, Part<'problems'>, Part<'permissions'>];
type Part<K extends keyof StepsParts> = Pick<StepsParts, K>;

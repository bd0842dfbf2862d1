import { enSteps } from '../core/copy/en-steps.js';
import { loadTranslatedSteps } from '../core/copy/locales.js';
import { mergeCopy, type Copy, type CopyOverrides, type PickerCopy, type StepsCopy } from '../core/index.js';

/** The language of the tag, as its words are chosen. */
export interface Language {
  readonly locale: string;
  giveUp(): void;
}

export interface SpokenHost {
  readonly words: PickerCopy;
  readonly copy: CopyOverrides | undefined;
  requestUpdate(): void;
}

/**
 * Resolves, once the words of the later steps are there, with what gives all words. When the language changes those of
 * the old one stand until the new ones have arrived, so that a form on screen stays.
 */
export async function allWords(host: SpokenHost, language: Language): Promise<() => Copy> {
  let spoken = language.locale;
  let steps = await stepsIn(spoken, language);
  const change = async (locale: string): Promise<void> => {
    const arrived = await stepsIn((spoken = locale), language);
    if (spoken === locale) steps = arrived;
    host.requestUpdate();
  };
  return () => {
    if (language.locale !== spoken) void change(language.locale);
    return mergeCopy({ ...host.words, ...steps }, host.copy);
  };
}

async function stepsIn(locale: string, language: Language): Promise<StepsCopy> {
  try {
    return (await loadTranslatedSteps(locale)) ?? enSteps;
  } catch {
    language.giveUp();
    return enSteps;
  }
}

import type { Copy, PickerCopy, StepsCopy } from './copy.js';
import { en } from './en.js';
import type { Locale } from './locales/locale.js';

const modules: Readonly<Record<string, () => Promise<{ readonly language: Locale }>>> = {
  de: () => import('./locales/de/index.js'),
  fr: () => import('./locales/fr/index.js'),
  es: () => import('./locales/es/index.js'),
  'pt-BR': () => import('./locales/pt-br/index.js'),
  it: () => import('./locales/it/index.js'),
  nl: () => import('./locales/nl/index.js'),
  pl: () => import('./locales/pl/index.js'),
  ja: () => import('./locales/ja/index.js'),
  'zh-Hans': () => import('./locales/zh-hans/index.js'),
  ko: () => import('./locales/ko/index.js'),
  ar: () => import('./locales/ar/index.js'),
  he: () => import('./locales/he/index.js'),
};

/** BCP 47 tags of the languages there are words in, English first. */
export const locales: readonly string[] = ['en', ...Object.keys(modules)];

/** The one of {@link locales} for a language tag, by its language alone (`pt` is `pt-BR`), else English. */
export function localeFor(tag: string): string {
  const language = (one: string): string => one.toLowerCase().replace(/-.*/, '').replace('iw', 'he');
  return locales.find((one) => language(one) === language(tag)) ?? 'en';
}

/** All words in the language of a tag such as `de-AT`. Rejects when a part of them does not arrive. */
export async function loadCopy(tag: string): Promise<Copy> {
  const [picker, steps] = await Promise.all([loadPickerCopy(tag), loadStepsCopy(tag)]);
  return { ...picker, ...steps };
}

/** The words of the picker's first sight, as {@link loadCopy} does. */
export async function loadPickerCopy(tag: string): Promise<PickerCopy> {
  return (await modules[localeFor(tag)]?.())?.language.picker ?? en;
}

/** The words of the steps after the picker, as {@link loadCopy} does. */
export async function loadStepsCopy(tag = 'en'): Promise<StepsCopy> {
  return (await loadTranslatedSteps(tag)) ?? (await import('./en-steps.js')).enSteps;
}

/** As {@link loadStepsCopy}, for whoever has the English words already; undefined where those are meant. */
export async function loadTranslatedSteps(tag: string): Promise<StepsCopy | undefined> {
  return (await modules[localeFor(tag)]?.())?.language.later();
}

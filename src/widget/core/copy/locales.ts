import type { Copy, PickerCopy, StepsCopy } from './copy.js';
import { en } from './en.js';
import { pickerCopy } from './picker-copy.js';
import { stepsCopy, type StepsParts } from './steps-copy.js';
import type { PickerWords } from './words.js';

/** What the module of a language holds: the picker's words, and the way to all others, each part small. */
interface LocaleModule {
  readonly picker: PickerWords;
  later(): Promise<readonly [Only<'steps'>, Only<'forms'>, Only<'signIn'>, Only<'problems'>, Only<'permissions'>]>;
}

type Only<K extends keyof StepsParts> = Pick<StepsParts, K>;

const modules: Readonly<Record<string, () => Promise<LocaleModule>>> = {};

/** BCP 47 tags of the languages there are words in, English first. */
export const locales: readonly string[] = ['en', ...Object.keys(modules)];

/** The one of {@link locales} for a language tag: the same, else the same language (`pt` is `pt-BR`), else English. */
export function localeFor(tag: string): string {
  const wanted = tag.toLowerCase();
  const language = (one: string): string => one.replace(/-.*/, '').replace('iw', 'he');
  return (
    locales.find((one) => one.toLowerCase() === wanted) ??
    locales.find((one) => language(one) === language(wanted)) ??
    'en'
  );
}

/** All words in the language of a tag such as `de-AT`. Rejects when a chunk of them does not arrive. */
export async function loadCopy(tag: string): Promise<Copy> {
  const [picker, steps] = await Promise.all([loadPickerCopy(tag), loadStepsCopy(tag)]);
  return { ...picker, ...steps };
}

/** The words of the picker's first sight, as {@link loadCopy} does. */
export async function loadPickerCopy(tag: string): Promise<PickerCopy> {
  const module = await modules[localeFor(tag)]?.();
  return module ? pickerCopy(module.picker) : en;
}

/** The words of the steps after the picker, as {@link loadCopy} does. */
export async function loadStepsCopy(tag = 'en'): Promise<StepsCopy> {
  const module = await modules[localeFor(tag)]?.();
  if (!module) return (await import('./en-steps.js')).enSteps;
  const [steps, forms, signIn, problems, permissions] = await module.later();
  return stepsCopy(module.picker, { ...steps, ...forms, ...signIn, ...problems, ...permissions });
}

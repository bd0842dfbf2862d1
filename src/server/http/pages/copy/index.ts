import { ar } from './ar.js';
import type { PageCopy } from './copy.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { he } from './he.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { nl } from './nl.js';
import { pl } from './pl.js';
import { ptBR } from './pt-br.js';
import { zhHans } from './zh-hans.js';

export type { PageCopy, PageWords } from './copy.js';

/** The languages the pages are in, English first. */
export const pageCopies: readonly PageCopy[] = [en, de, fr, es, ptBR, it, nl, pl, ja, zhHans, ko, ar, he];

/** The words for a language tag: the same, else the same language (`pt` is `pt-BR`); undefined where there are none. */
export function pageCopyFor(tag: string): PageCopy | undefined {
  const wanted = tag.toLowerCase();
  const language = (one: string): string => one.replace(/-.*/, '').replace('iw', 'he');
  return (
    pageCopies.find(({ lang }) => lang.toLowerCase() === wanted) ??
    pageCopies.find(({ lang }) => language(lang) === language(wanted))
  );
}

/** The direction that the words are written in, for `dir`. */
export function directionOf({ lang }: PageCopy): 'ltr' | 'rtl' {
  return lang === 'ar' || lang === 'he' ? 'rtl' : 'ltr';
}

/** `line` with its holes filled; names are isolated, so that one of the other direction does not turn the words around it. */
export function fill(line: string, names: Readonly<Record<string, string>>): string {
  return line.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = names[name] ?? '';
    return /[\u0590-\u08ff]/.test(line + value) ? `\u2068${value}\u2069` : value;
  });
}

import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Env } from '../options.js';
import { pageCopyFor, type PageCopy } from './copy/index.js';
import { en } from './copy/en.js';

/**
 * The words of a page: in the language that the link it belongs to asks for (`lang`), else in the one the browser likes
 * best of those there are (`Accept-Language`, RFC 9110 §12.5.4), else English.
 */
export function wordsFor(c: Context<Env>): PageCopy {
  c.header('Vary', 'Accept-Language', { append: true });
  const asked = pageCopyFor(c.get('lang') ?? '');
  const lang = accepts(c, {
    header: 'Accept-Language',
    supports: [],
    default: 'en',
    match: (liked, { default: otherwise }) =>
      liked.filter(({ q }) => q > 0).find(({ type }) => pageCopyFor(type))?.type ?? otherwise,
  });
  return asked ?? pageCopyFor(lang) ?? en;
}

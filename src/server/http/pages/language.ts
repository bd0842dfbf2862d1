import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
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
  return asked ?? likedBest(c.req.header('accept-language') ?? '') ?? en;
}

/** Of the first 20: nobody reads more, and a header may hold thousands. */
function likedBest(header: string): PageCopy | undefined {
  const liked = parseAccept(header.split(',', 20).join());
  return liked
    .filter(({ q }) => q > 0)
    .map(({ type }) => pageCopyFor(type))
    .find((copy) => copy !== undefined);
}

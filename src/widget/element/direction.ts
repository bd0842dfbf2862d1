/** The direction that a language is written in, for `dir`; also of those that only an embedder's own words are in. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  return /^(ar|he|fa|ur)\b/.test(lang) ? 'rtl' : 'ltr';
}

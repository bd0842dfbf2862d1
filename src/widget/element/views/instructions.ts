import { html, nothing, type TemplateResult } from 'lit';
import type { Copy } from '../../core/index.js';

/**
 * What to do before filling in the form. The sentences come from outside: they are text, never markup, and of what looks
 * like a link only http(s) becomes one.
 */
export function instructionsView(sentences: readonly string[], copy: Copy): TemplateResult | typeof nothing {
  const [first, ...more] = sentences;
  if (first === undefined) return nothing;
  return html`<div part="instructions" role="group" dir="auto" aria-label=${copy.instructions}>
    ${
      more.length
        ? html`<ol role="list">
            ${sentences.map((sentence) => html`<li>${linked(sentence, copy)}</li>`)}
          </ol>`
        : html`<p>${linked(first, copy)}</p>`
    }
  </div>`;
}

/** A link that opens a window; just its words when the address is not http(s), or names a user as one that deceives does. */
export function linkView(words: string, url: string, copy: Copy): TemplateResult | string {
  return URL.canParse(url) && /^https?:\/\/[^/@]+(\/|$)/.test(new URL(url).href)
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer" aria-label=${`${words} ${copy.opensWindow}`}
        >${words}</a
      >`
    : words;
}

// Markdown's [words](address) and bare addresses; everything else stays as it is written.
// Bounded, because whoever wrote the sentence could make the search take a very long time.
const link = /\[([^\][]{1,200})\]\(([^)\s]{1,2000})\)|(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/g;

/** Characters of one sentence that are shown. */
const longest = 2_000;

function linked(whole: string, copy: Copy): unknown[] {
  const sentence = whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
  const pieces: unknown[] = [];
  let at = 0;
  for (const match of sentence.matchAll(link)) {
    const [found, words, target, bare] = match;
    pieces.push(sentence.slice(at, match.index), linkView(words ?? bare ?? found, target ?? bare ?? '', copy));
    at = match.index + found.length;
  }
  return [...pieces, sentence.slice(at)];
}

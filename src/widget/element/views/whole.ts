import { html } from 'lit';
import { breakable } from './breakable.js';

/** A sentence about `name`, which is not parted over two lines, nor from the marks at it, unless it is longer than one. */
export function whole(sentence: string, name: string): unknown {
  if (!name) return sentence;
  const one = name.replaceAll(' ', '\u00a0');
  const pieces = (word: string): unknown[] =>
    word.split(one).map((marks, at) => (at ? html`<bdi>${breakable(name)}</bdi>${marks}` : marks));
  const words = sentence.replaceAll(name, () => one).split(/( )/);
  return words.map((word) => (word.includes(one) ? html`<span>${pieces(word)}</span>` : word));
}

import { html } from 'lit';

/** An address as it may be broken where a line is too short for it: after its `@`, else before a dot; not within its words. */
export function breakable(text: string): unknown {
  return text
    .split(text.includes('@') ? /(?<=@)/ : /(?<=\w)(?=\.\w)/)
    .map((piece, at) => (at ? html`<wbr />${piece}` : piece));
}

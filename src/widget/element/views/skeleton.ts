import { html, type TemplateResult } from 'lit';

/** The shape of what is coming. Its style holds it back for 150 ms, so that a quick answer never flashes. */
export function skeletonView(words: string): TemplateResult {
  return html`<div part="body">
    <div part="skeleton" role="img" aria-label=${words}>${Array.from({ length: 7 }, () => html`<i></i>`)}</div>
  </div>`;
}

import { html, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';

/**
 * The shape of what is coming. Its style holds it back for 150 ms, so that a quick answer never flashes, and the words
 * below it for 8 s; `slow` is called when they appear.
 */
export function skeletonView({ announceLoading, slow: words }: PickerCopy, actions: { slow(): void }): TemplateResult {
  return html`<div part="body">
    <div part="skeleton" role="img" aria-label=${announceLoading}>
      ${Array.from({ length: 9 }, () => html`<i></i>`)}
    </div>
    <p part="slow" @animationstart=${actions.slow}>${words}</p>
  </div>`;
}

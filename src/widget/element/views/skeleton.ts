import { html, nothing, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';

export interface SkeletonModel {
  readonly words: PickerCopy;
  readonly withoutSearch: boolean;
  readonly withoutCategories: boolean;
}

/**
 * The list that is coming, in its own parts with a bar for each text, so that nothing moves when it is there. Its style
 * holds it back for 150 ms, so that a quick answer never flashes, and the words below it for 8 s; `slow` is called when
 * they appear.
 */
export function skeletonView(
  { words, withoutSearch, withoutCategories }: SkeletonModel,
  actions: { slow(): void },
): TemplateResult {
  return html`<div part="body">
    <div part="skeleton" role="img" aria-label=${words.announceLoading}>
      <div part="header">
        <p part="title">${bar}</p>
        <p part="description">${bar}</p>
      </div>
      ${withoutSearch ? nothing : html`<div part="search">${bar}</div>`}
      ${withoutCategories ? nothing : html`<div part="categories">${bar}${bar}${bar}${bar}</div>`}
      <div part="list">
        <p part="group-title">${bar}</p>
        ${Array.from(
          { length: 9 },
          () =>
            html`<div part="item">
              <span part="icon"></span>
              <p part="item-text"><span part="item-name">${bar}</span><span part="item-hint">${bar}</span></p>
            </div>`,
        )}
      </div>
    </div>
    <p part="slow" @animationstart=${actions.slow}>${words.slow}</p>
  </div>`;
}

const bar = html`<i></i>`;

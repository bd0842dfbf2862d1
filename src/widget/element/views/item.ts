import { html, type TemplateResult } from 'lit';
import type { Integration } from '../../../contract/index.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import { categoryLabel, hintOf } from '../../core/copy/row-words.js';
import type { Match } from '../../core/search.js';
import { glyphs } from './glyphs.js';
import { iconView } from './icon.js';

export interface ItemActions {
  pick(integration: Integration): void;
}

/** One row. Only one row is in the tab order (`tabbable`); arrow keys reach the others. */
export function itemView(
  { integration, marks }: Match,
  { copy, tabbable, actions }: { copy: PickerCopy; tabbable: boolean; actions: ItemActions },
): TemplateResult {
  const active = integration.is_active !== false;
  const category = integration.categories[0];
  const hint = [...(category ? [categoryLabel(category, copy)] : []), hintOf(integration, copy)].join(' · ');
  return html`<li>
    <button
      part=${active ? 'item' : 'item item-unavailable'}
      type="button"
      tabindex=${tabbable ? '0' : '-1'}
      data-type=${integration.type}
      aria-disabled=${active ? 'false' : 'true'}
      @click=${() => active && actions.pick(integration)}
    >
      ${iconView(integration)}
      <span part="item-text"
        ><span part="item-name">${marked(integration.name, marks)}</span> <span part="item-hint">${hint}</span></span
      >${active ? glyphs.next : ''}
    </button>
  </li>`;
}

function marked(name: string, marks: Match['marks']): unknown[] {
  const pieces: unknown[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    pieces.push(name.slice(at, start), html`<mark part="item-match">${name.slice(start, end)}</mark>`);
    at = end;
  }
  return [...pieces, name.slice(at)];
}

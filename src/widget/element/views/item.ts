import { html, nothing, type TemplateResult } from 'lit';
import type { Connection, Integration } from '../../../contract/index.js';
import { accountName, worstHealth } from '../../core/accounts.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import { categoryLabel, hintOf } from '../../core/copy/row-words.js';
import type { Match } from '../../core/search.js';
import { breakable } from './breakable.js';
import { glyphs } from './glyphs.js';
import { healthView } from './health.js';
import { iconView } from './icon.js';

export interface ItemActions {
  pick(integration: Integration): void;
}

export interface ItemOptions {
  readonly copy: PickerCopy;
  /** Its place among all rows, also those that are not drawn. */
  readonly at: number;
  readonly count: number;
  readonly active: boolean;
  /** What of it is connected. */
  readonly accounts: readonly Connection[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly actions: ItemActions;
}

/** One row: an option of the list, which the search's keys reach without the focus leaving it. */
export function itemView({ integration, marks }: Match, options: ItemOptions): TemplateResult {
  const { copy, at, count, active, accounts, now, actions } = options;
  const usable = accounts || integration.is_active !== false;
  return html`<div
    part=${`item${active ? ' item-active' : ''}${usable ? '' : ' item-unavailable'}`}
    role="option"
    id="option-${at}"
    aria-selected=${active}
    aria-setsize=${count}
    aria-posinset=${at + 1}
    aria-disabled=${!usable}
    @click=${() => usable && actions.pick(integration)}
  >
    ${iconView(integration)}<span part="item-text"
      ><span part="item-name"><bdi>${marked(integration.name, marks)}</bdi></span>
      <span part="item-hint"
        >${accounts ? html`<bdi>${breakable(whom(accounts, copy))}</bdi>` : hint(integration, copy)}</span
      ></span
    >${accounts ? healthView(worstHealth(accounts, now), copy) : usable ? glyphs.next : nothing}
  </div>`;
}

function hint(integration: Integration, copy: PickerCopy): string {
  const category = integration.categories[0];
  return `${category ? `${categoryLabel(category, copy)} · ` : ''}${hintOf(integration, copy)}`;
}

function whom([first, ...others]: readonly Connection[], copy: PickerCopy): string {
  return (others.length === 0 && first && accountName(first)) || copy.accounts(others.length + 1);
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

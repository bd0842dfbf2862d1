import { html, nothing, type TemplateResult } from 'lit';
import { itemView, type ItemActions } from './item.js';
import { chipsView, searchView, type NarrowingActions, type NarrowingModel } from './narrowing.js';
import { slicesOf } from './slices.js';

export interface PickerActions extends ItemActions, NarrowingActions {}

export interface PickerModel extends NarrowingModel {
  /** What the page will be able to do, in one line; undefined while the words for it are on their way. */
  readonly line: string | undefined;
  /** What stands below the rows. */
  readonly afterword: unknown;
  readonly withoutSearch: boolean;
  readonly withoutCategories: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The list of what can be connected. */
export function pickerView(model: PickerModel, actions: PickerActions): TemplateResult {
  const { picker, found, copy } = model;
  return html`<div part="body">
    <div part="header">
      <h2 part="title" tabindex="-1" data-focus>${copy.title}</h2>
      ${model.line === '' ? nothing : html`<p part="description">${model.line ?? '\u00a0'}</p>`}
    </div>
    ${model.withoutSearch || !picker.integrations.length ? nothing : searchView(model, actions)}
    ${model.withoutCategories || !found.chips.length ? nothing : chipsView(model, actions)}
    ${found.count ? listView(model, actions) : nothing} ${model.afterword}
  </div>`;
}

/** The list is a tab stop only where there is no search to hold the focus. */
function listView({ found, place, copy, now, withoutSearch }: PickerModel, actions: PickerActions): TemplateResult {
  const { count, accounts } = found;
  return html`<div
    part="list"
    id="list"
    role="listbox"
    aria-label=${copy.allIntegrations}
    tabindex=${withoutSearch ? 0 : -1}
    aria-activedescendant=${place.active < 0 ? nothing : `option-${place.active}`}
    @keydown=${actions.key}
  >
    <div>
      ${slicesOf(found.groups, place).map(
        (slice) =>
          slice &&
          html`<div role="group" aria-label=${slice.label ?? copy.allIntegrations}>
            ${slice.title && html`<p part="group-title" aria-hidden="true">${slice.title}</p>`}
            ${slice.blocks.map(({ at, rows }) =>
              rows.map((row, position) => {
                const one = { copy, at: at + position, count, now, actions };
                const { type } = row.integration;
                return itemView(row, { ...one, active: one.at === place.active, accounts: accounts.get(type) });
              }),
            )}
          </div>`,
      )}
    </div>
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';
import type { Picker } from '../../core/flow.js';
import { glyphs } from './glyphs.js';
import { itemView, type ItemActions } from './item.js';
import type { PickerRows } from './rows.js';

export interface PickerActions extends ItemActions {
  search(query: string): void;
  filter(category: string | undefined): void;
  /** Empties the search, and leaves the user in it. */
  clear(): void;
}

export interface PickerModel {
  readonly picker: Picker;
  readonly found: PickerRows;
  readonly copy: PickerCopy;
  /** What the page will be able to do, in one line; undefined while the words for it are on their way. */
  readonly line: string | undefined;
  /** What stands below the rows. */
  readonly afterword: unknown;
  readonly withoutSearch: boolean;
  readonly withoutCategories: boolean;
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
    ${model.withoutCategories || found.chips.length < 3 ? nothing : chipsView(model, actions)}
    <div part="list">
      ${found.groups.map(
        ({ title, rows }, group) =>
          html`${title ? html`<h3 part="group-title">${title}</h3>` : nothing}
            <ul role="list" aria-label=${title ?? copy.allIntegrations}>
              ${rows.map((row, at) => itemView(row, { copy, tabbable: group === 0 && at === 0, actions }))}
            </ul>`,
      )}
      ${model.afterword}
    </div>
  </div>`;
}

function searchView({ picker, found, copy }: PickerModel, actions: PickerActions): TemplateResult {
  const first = found.groups[0]?.rows.find(({ integration }) => integration.is_active !== false);
  const onEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || !picker.query.trim() || !first) return;
    event.preventDefault();
    actions.pick(first.integration);
  };
  return html`<div part="search">
    ${glyphs.search}<input
      part="search-input"
      type="search"
      aria-label=${copy.search}
      placeholder=${copy.searchPlaceholder(picker.integrations.length)}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      enterkeyhint="go"
      .value=${picker.query}
      @input=${({ target }: InputEvent) => target instanceof HTMLInputElement && actions.search(target.value)}
      @keydown=${onEnter}
    />${
      picker.query
        ? html`<button part="search-clear" type="button" aria-label=${copy.clearSearch} @click=${actions.clear}>
            ${glyphs.clear}
          </button>`
        : nothing
    }
  </div>`;
}

function chipsView({ picker, found, copy }: PickerModel, actions: PickerActions): TemplateResult {
  return html`<div part="categories" role="toolbar" aria-label=${copy.categoriesLabel}>
    ${found.chips.map(({ category, label, count }) => {
      const active = picker.category === category;
      return html`<button
        part=${active ? 'category category-active' : 'category'}
        type="button"
        aria-pressed=${active ? 'true' : 'false'}
        @click=${() => actions.filter(active ? undefined : category)}
      >
        <span>${label}${count === undefined ? nothing : ` ${count}`}</span>
      </button>`;
    })}
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';
import type { Picker } from '../../core/flow.js';
import { glyphs } from './glyphs.js';
import type { PickerRows, Place } from './rows.js';

export interface NarrowingActions {
  search(query: string): void;
  filter(category: string | undefined): void;
  /** Empties the search, and leaves the user in it. */
  clear(): void;
  /** A key in the search, or in the list where there is no search. */
  key(event: KeyboardEvent): void;
}

export interface NarrowingModel {
  readonly picker: Picker;
  readonly found: PickerRows;
  readonly place: Place;
  readonly copy: PickerCopy;
}

/** The search: a combobox whose list is always there, and which keeps the focus while keys move through the rows. */
export function searchView({ picker, found, place, copy }: NarrowingModel, actions: NarrowingActions): TemplateResult {
  return html`<div part="search">
    ${glyphs.search}<input
      part="search-input"
      role="combobox"
      aria-label=${copy.search}
      aria-autocomplete="list"
      aria-expanded=${found.count > 0}
      aria-controls=${found.count ? 'list' : nothing}
      aria-activedescendant=${place.active < 0 ? nothing : `option-${place.active}`}
      placeholder=${copy.searchPlaceholder(picker.integrations.length)}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      inputmode="search"
      enterkeyhint="go"
      .value=${picker.query}
      @input=${({ target }: InputEvent) => target instanceof HTMLInputElement && actions.search(target.value)}
      @keydown=${actions.key}
    />${
      picker.query
        ? html`<button part="search-clear" aria-label=${copy.clearSearch} @click=${actions.clear}>
            ${glyphs.clear}
          </button>`
        : nothing
    }
  </div>`;
}

export function chipsView({ picker, found, copy }: NarrowingModel, actions: NarrowingActions): TemplateResult {
  return html`<div part="categories" role="toolbar" aria-label=${copy.categoriesLabel}>
    ${found.chips.map(({ category, label, count }) => {
      const active = picker.category === category;
      return html`<button
        part=${active ? 'category category-active' : 'category'}
        aria-pressed=${active}
        @click=${() => actions.filter(active ? undefined : category)}
      >
        <span>${label}${count === undefined ? nothing : ` ${count}`}</span>
      </button>`;
    })}
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Integration } from '../../../contract/index.js';
import type { Picker, PickerCopy } from '../../core/index.js';
import { moveInPicker, rove } from '../keys.js';
import { glyphs } from './glyphs.js';
import { itemView } from './item.js';
import type { PickerRows } from './rows.js';

export interface PickerActions {
  search(query: string): void;
  filter(category: string | undefined): void;
  /** Empties the search, and leaves the user in it. */
  clear(): void;
  pick(integration: Integration): void;
}

export interface PickerModel {
  readonly picker: Picker;
  readonly found: PickerRows;
  readonly copy: PickerCopy;
  readonly permissions: readonly string[];
  readonly withoutSearch: boolean;
  readonly withoutCategories: boolean;
}

/** The list of what can be connected. */
export function pickerView(model: PickerModel, actions: PickerActions): TemplateResult {
  const { picker, found, copy } = model;
  const about = { product: copy.product };
  const line = copy.permissions({ ...about, permissions: model.permissions });
  return html`<div part="body" @keydown=${moveInPicker} @focusin=${rove}>
    <div part="header">
      <h2 part="title" tabindex="-1" data-focus>${copy.title}</h2>
      ${line ? html`<p part="description">${line}</p>` : nothing}
    </div>
    ${model.withoutSearch || !picker.integrations.length ? nothing : searchView(model, actions)}
    ${model.withoutCategories || found.chips.length < 3 ? nothing : chipsView(model, actions)}
    <div part="list">
      ${found.groups.map(
        ({ title, rows }, group) =>
          html`${title ? html`<h3 part="group-title">${title}</h3>` : nothing}
            <ul role="list" aria-label=${title ?? copy.allIntegrations}>
              ${repeat(
                rows,
                ({ integration }) => integration.type,
                (row, at) => itemView(row, { copy, tabbable: group === 0 && at === 0, actions }),
              )}
            </ul>`,
      )}
      ${afterwordView(model, actions)}
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
  return html`<div part="categories" role="group" aria-label=${copy.categoriesLabel}>
    ${repeat(
      found.chips,
      ({ category }) => category,
      ({ category, label, count }) => {
        const active = picker.category === category;
        return html`<button
          part=${active ? 'category category-active' : 'category'}
          type="button"
          aria-pressed=${active ? 'true' : 'false'}
          @click=${() => actions.filter(active ? undefined : category)}
        >
          <span>${label}${count === undefined ? nothing : ` ${count}`}</span>
        </button>`;
      },
    )}
  </div>`;
}

/** What stands below the rows: nothing offered, nothing found, or the way out of a search. */
function afterwordView({ picker, found: { count }, copy }: PickerModel, actions: PickerActions): unknown {
  const about = { product: copy.product };
  const query = picker.query.trim();
  const offered = picker.integrations.length > 0;
  if (offered && !query && count) return nothing;
  const words = offered ? copy.notFound(about) : copy.nothingOffered(about);
  const showAll = (): void => {
    actions.filter(undefined);
    actions.clear();
  };
  return html`<div part="empty">
    ${offered && !count && query ? html`<p>${copy.noMatches(query)}</p>` : nothing}
    <h3>${words.title}</h3>
    <p>${words.text}</p>
    ${
      offered && !count ? html`<button part="button" type="button" @click=${showAll}>${copy.showAll}</button>` : nothing
    }
  </div>`;
}

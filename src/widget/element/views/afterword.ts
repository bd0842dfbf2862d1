import { html, nothing, type TemplateResult } from 'lit';
import type { Copy, Picker } from '../../core/index.js';

export interface AfterwordModel {
  readonly picker: Picker;
  /** How many rows there are above it. */
  readonly count: number;
  readonly copy: Copy;
}

/** So few rows leave room below them. */
const few = 4;

/** What stands below the rows: nothing offered, nothing found, or the way out of a search that finds little. */
export function afterwordView(
  { picker, count, copy }: AfterwordModel,
  { showAll }: { showAll(): void },
): TemplateResult | typeof nothing {
  const query = picker.query.trim();
  const offered = picker.integrations.length > 0;
  if (offered && count && !(query && count <= few)) return nothing;
  const { title, text } = copy[offered ? 'notFound' : 'nothingOffered']({ product: copy.product });
  const nothingFound = offered && !count && query;
  const heading = html`<h3>${nothingFound ? copy.noMatches(query) : title}</h3>`;
  const words = html`${nothingFound ? nothing : heading}
    <p>${text}</p>`;
  return html`<div part="empty">
    ${nothingFound ? heading : nothing} ${offered ? html`<slot name="request">${words}</slot>` : words}
    ${offered && !count ? html`<button part="button" @click=${showAll}>${copy.showAll}</button>` : nothing}
  </div>`;
}

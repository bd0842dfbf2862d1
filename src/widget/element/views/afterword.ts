import { html, nothing, type TemplateResult } from 'lit';
import type { Copy, Picker } from '../../core/index.js';

export interface AfterwordModel {
  readonly picker: Picker;
  /** How many rows there are above it. */
  readonly count: number;
  readonly copy: Copy;
}

/** What stands below the rows: nothing offered, nothing found, or the way out of a search. */
export function afterwordView(
  { picker, count, copy }: AfterwordModel,
  { showAll }: { showAll(): void },
): TemplateResult | typeof nothing {
  const about = { product: copy.product };
  const query = picker.query.trim();
  const offered = picker.integrations.length > 0;
  if (offered && !query && count) return nothing;
  const { title, text } = offered ? copy.notFound(about) : copy.nothingOffered(about);
  return html`<div part="empty">
    ${offered && !count && query ? html`<p>${copy.noMatches(query)}</p>` : nothing}
    <h3>${title}</h3>
    <p>${text}</p>
    ${
      offered && !count ? html`<button part="button" type="button" @click=${showAll}>${copy.showAll}</button>` : nothing
    }
  </div>`;
}

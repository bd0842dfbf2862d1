import { html, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';

/** Stands in for a step whose own code did not arrive, which is why it needs nothing that loads later. */
export function stepFailedView({ stepFailed, retry }: PickerCopy, actions: { retry(): void }): TemplateResult {
  return html`<div part="body">
    <div part="empty">
      <h3 tabindex="-1" data-focus>${stepFailed.title}</h3>
      <p>${stepFailed.text}</p>
      <button part="button" @click=${actions.retry}>${retry}</button>
    </div>
  </div>`;
}

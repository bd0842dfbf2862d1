import { html, type TemplateResult } from 'lit';
import type { Health, PickerCopy } from '../../core/copy/copy.js';

/** How an account is, in a word; the word says it, the colour only again. */
export function healthView(health: Health, copy: PickerCopy): TemplateResult {
  return html`<span part="health" data-health=${health}>${copy.health[health]}</span>`;
}

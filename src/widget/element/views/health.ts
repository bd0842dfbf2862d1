import { html, type TemplateResult } from 'lit';
import type { Health, PickerCopy } from '../../core/copy/copy.js';

interface HealthModel {
  readonly health: Health;
  /** How many accounts are so, where others are better. */
  readonly count?: number;
}

/** How an account is, in a word; the word says it, the colour only again. */
export function healthView({ health, count }: HealthModel, copy: PickerCopy): TemplateResult {
  const word = copy.health[health];
  return html`<span part="health" data-health=${health}>${count ? `${word} (${count})` : word}</span>`;
}

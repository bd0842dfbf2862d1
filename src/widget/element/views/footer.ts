import { html, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';
import { glyphs } from './glyphs.js';

/** Where what the end user enters goes, below every step. */
export function footerView(copy: PickerCopy): TemplateResult {
  return html`<p part="footer">${glyphs.lock}<span>${copy.privacy({ product: copy.product })}</span></p>`;
}

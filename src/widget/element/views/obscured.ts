import { html, type TemplateResult } from 'lit';
import type { Copy } from '../../core/index.js';
import { stepGlyphs } from './step-glyphs.js';

/** Said below any step, and at once, while what the user is to press may be hidden from them. */
export function obscuredView(copy: Copy): TemplateResult {
  return html`<p part="field-error" id="obscured" role="alert">${stepGlyphs.wrong}<span>${copy.obscured}</span></p>`;
}

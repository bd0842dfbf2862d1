import { html, type TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';
import { directionOf } from '../direction.js';
import { glyphs } from '../views/glyphs.js';

/** `panel` as it floats at a button. What hides it is not the template's, which is drawn anew while it is open. */
export function popoverView(panel: TemplateResult, copy: PickerCopy, close: () => void): TemplateResult {
  return html`<div
    part="frame"
    popover="manual"
    role="dialog"
    lang=${copy.lang}
    dir=${directionOf(copy.lang)}
    aria-label=${copy.title}
    tabindex="-1"
    hidden
  >
    ${panel}${closeView(copy, close)}
  </div>`;
}

/** `panel` in the middle of the window. */
export function dialogView(panel: TemplateResult, copy: PickerCopy, close: () => void): TemplateResult {
  return html`<dialog part="dialog" lang=${copy.lang} dir=${directionOf(copy.lang)} aria-label=${copy.title} hidden>
    <div part="backdrop" @click=${close}></div>
    <div part="frame" tabindex="-1">${panel}${closeView(copy, close)}</div>
  </dialog>`;
}

function closeView(copy: PickerCopy, close: () => void): TemplateResult {
  return html`<button part="close" aria-label=${copy.close} @click=${close}>${glyphs.clear}</button>`;
}

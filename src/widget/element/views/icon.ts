import { html, nothing, type TemplateResult } from 'lit';
import type { Integration } from '../../../contract/index.js';
import { tint } from '../tint.js';

/**
 * An integration's logo on its tile, above a monogram that shows until, or instead of, a logo that does not load.
 * Decoration: the name stands beside it.
 */
export function iconView({ type, name, color, text_color, logo_url }: Integration): TemplateResult {
  const logo = safeLogo(logo_url);
  return html`<span part="icon" aria-hidden="true" ${tint(color, text_color, type)}
    >${initial(name)}${
      logo
        ? html`<img
            part="logo"
            alt=""
            src=${logo}
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            @error=${hide}
          />`
        : nothing
    }</span
  >`;
}

/** `url` if it may be drawn: https, or a bitmap inside a data URL; an SVG of unknown hands is never taken by value. */
export function safeLogo(url: string | undefined): string | undefined {
  return url && /^(https:\/\/[^/]|data:image\/(png|webp);base64,)/i.test(url) ? url : undefined;
}

function initial(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '';
}

function hide({ target }: Event): void {
  if (target instanceof HTMLElement) target.hidden = true;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { Integration } from '../../../contract/index.js';

/**
 * An integration's logo on its tile, above a monogram that shows until the logo is there, or instead of one that does
 * not load. Decoration: the name stands beside it.
 */
export function iconView({ type, name, color, logo_url }: Integration): TemplateResult {
  const logo = safeLogo(logo_url);
  return html`<span part="icon" aria-hidden="true" data-color=${color ?? ''} data-seed=${type}
    >${[...name.trim()][0]?.toUpperCase()}${
      logo
        ? html`<img
            part="logo"
            alt=""
            src=${logo}
            loading="lazy"
            referrerpolicy="no-referrer"
            @load=${seen}
            @error=${seen}
          />`
        : nothing
    }</span
  >`;
}

/** `url` if it may be drawn: https without a name or password in it, or a bitmap inside a data URL; an SVG of unknown hands is never taken by value. */
export function safeLogo(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, username, password, href } = new URL(url);
  const drawable = protocol === 'https:' ? !username && !password : /^data:image\/(png|webp);base64,/i.test(href);
  return drawable ? href : undefined;
}

function seen({ target, type }: Event): void {
  if (target instanceof HTMLElement) target.hidden = type === 'error';
}

import { html } from 'hono/html';
import type { Integration } from '../../../contract/index.js';

/**
 * The integration's first letter on its colour, as the widget shows it. By attributes of SVG, which a policy without inline
 * styles lets pass; only a plain hex colour is taken.
 */
export function monogram({ name, color = '' }: Integration) {
  const digits = /^#?([\da-f]{6})$/i.exec(color)?.[1];
  const tile = digits === undefined ? '#475569' : `#${digits}`;
  return html`<svg class="monogram" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
    <rect width="48" height="48" rx="12" fill="${tile}" />
    <text x="24" y="31" text-anchor="middle" font-size="20" font-weight="650" fill="${textOn(tile)}">
      ${[...name][0]?.toUpperCase()}
    </text>
  </svg>`;
}

/** White where it reaches 4.5:1 (WCAG 1.4.3), else black. */
function textOn(tile: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(tile.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 1.05 / 4.5 - 0.05 ? '#000' : '#fff';
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

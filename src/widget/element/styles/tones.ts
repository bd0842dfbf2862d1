import { css } from 'lit';

/** The tokens of what the first sight does not show: the accent, danger, success, and how things move. */
export const tones = css`
  :host {
    --_brand: var(--connection-embed-accent, light-dark(#3b5bdb, #8ea2ff));
    --_on-brand: var(--connection-embed-accent-text, light-dark(#fff, #0d1020));
    --_danger: var(--connection-embed-danger, light-dark(#b3202c, #ff8d8d));
    --_success: var(--connection-embed-success, light-dark(#0b7a55, #4fd6a6));
    --_accent: var(--_brand);
    --_ring: color-mix(in oklab, var(--_accent) 35%, transparent);
    --_ease: cubic-bezier(0.2, 0, 0, 1);
  }
  /* The system's accent, and any other, stays readable: a fill by the text on it, text and ring by their lightness. */
  @supports (color: oklch(from AccentColor l c h)) {
    :host {
      --_brand: var(
        --connection-embed-accent,
        light-dark(oklch(from AccentColor min(l, 0.54) c h), oklch(from AccentColor max(l, 0.74) min(c, 0.14) h))
      );
    }
  }
  @supports (color: oklch(from red l c h)) {
    :host {
      --_on-brand: var(--connection-embed-accent-text, oklch(from var(--_brand) clamp(0.1, (0.6 - l) * 999, 1) 0 h));
      --_accent: light-dark(
        oklch(from var(--_brand) min(l, 0.53) c h),
        oklch(from var(--_brand) max(l, 0.74) min(c, 0.14) h)
      );
    }
  }
`;

import { css } from 'lit';

/**
 * Every public variable, read once with its default into a private one; all other rules use the private ones only.
 * Colours start from the page's own `Canvas`, `CanvasText` and `AccentColor` and follow its `color-scheme`. Lengths are
 * in rem where they follow the user's text size, in px on a 4 px grid elsewhere.
 */
export const tokens = css`
  :host {
    --_surface: var(
      --connection-embed-surface,
      light-dark(Canvas, color-mix(in oklab, Canvas 94%, color-mix(in oklab, #8ea2ff 30%, CanvasText)))
    );
    --_ink: var(--connection-embed-text, color-mix(in oklab, CanvasText 91%, light-dark(#3b5bdb, Canvas)));
    --_brand: var(--connection-embed-accent, light-dark(#3b5bdb, #8ea2ff));
    --_on-brand: var(--connection-embed-accent-text, light-dark(#fff, #0d1020));
    --_danger: var(--connection-embed-danger, light-dark(#b3202c, #ff8d8d));
    --_success: var(--connection-embed-success, light-dark(#0b7a55, #4fd6a6));
    --_radius: var(--connection-embed-radius, 16px);
    --_control-radius: var(--connection-embed-control-radius, 10px);
    --_font: var(--connection-embed-font-family, inherit);
    --_width: var(--connection-embed-width, 26rem);
    --_height: var(--connection-embed-height, 38rem);
    --_shadow: var(--connection-embed-shadow, 0 1px 2px rgb(0 0 0 / 5%), 0 8px 28px rgb(0 0 0 / 6%));

    --_accent: var(--_brand);
    --_muted: color-mix(in oklab, var(--_ink) 68%, var(--_surface));
    --_quiet: color-mix(in oklab, var(--_ink) 4%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_ink) 6%, var(--_surface));
    --_line: color-mix(in oklab, var(--_ink) 13%, var(--_surface));
    /* 3:1 against the surface, as the outline of a control. */
    --_control-line: color-mix(in oklab, var(--_ink) 47%, var(--_surface));
    --_ring: color-mix(in oklab, var(--_accent) 35%, transparent);
    --_gutter: 20px;
    --_ease: cubic-bezier(0.2, 0, 0, 1);
  }
  @supports (color: AccentColor) {
    :host {
      --_brand: var(--connection-embed-accent, AccentColor);
    }
  }
  /* Any accent stays readable: as a fill by the text on it, as text and ring by its own lightness. */
  @supports (color: oklch(from red calc(l * 1) c h)) {
    :host {
      --_on-brand: var(--connection-embed-accent-text, oklch(from var(--_brand) clamp(0, (0.67 - l) * 999, 1) 0 h));
      --_accent: light-dark(
        oklch(from var(--_brand) min(l, 0.53) c h),
        oklch(from var(--_brand) max(l, 0.74) min(c, 0.14) h)
      );
    }
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;

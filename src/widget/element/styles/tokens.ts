import { css } from 'lit';

/**
 * Every public variable, read once with its default into a private one; all other rules use the private ones only.
 * Colours start from the page's own `Canvas`, `CanvasText` and `AccentColor` and follow its `color-scheme`. Lengths are
 * in rem where they follow the user's text size, in px on a 4 px grid elsewhere.
 */
export const tokens = css`
  :host {
    --_surface: var(--connection-embed-surface, light-dark(Canvas, color-mix(in oklab, Canvas 78%, #353d5c)));
    --_ink: var(
      --connection-embed-text,
      light-dark(color-mix(in oklab, CanvasText 64%, #566080), color-mix(in oklab, CanvasText 93%, #566080))
    );
    --_radius: var(--connection-embed-radius, 16px);
    --_control-radius: var(--connection-embed-control-radius, 10px);
    --_font: var(--connection-embed-font-family, inherit);
    --_width: var(--connection-embed-width, 26rem);
    --_height: var(--connection-embed-height, 38rem);
    --_shadow: var(--connection-embed-shadow, 0 1px 2px rgb(0 0 0 / 5%), 0 8px 28px rgb(0 0 0 / 6%));
    --_muted: color-mix(in oklab, var(--_ink) 64%, var(--_surface));
    --_quiet: color-mix(in oklab, var(--_ink) 4%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_ink) 6%, var(--_surface));
    --_line: color-mix(in oklab, var(--_ink) 13%, var(--_surface));
    /* 3:1 against the surface, as the outline of a control. */
    --_control-line: color-mix(in oklab, var(--_ink) 45%, var(--_surface));
    --_gutter: 20px;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;

import { css } from 'lit';
import { variables } from './variables.js';

/** `color` as text or a ring: kept readable by its lightness, whatever it is. */
const readable = (color: string): string =>
  `light-dark(oklch(from ${color} min(l,.53) c h),oklch(from ${color} max(l,.74) min(c,.14) h))`;

/** The variables of what the first sight does not show: the accent, refusals, and how things move. */
export const tones = [
  // The system's accent where it can be reckoned with.
  css`
    :host {
      --_system: light-dark(#3b5bdb, #8ea2ff);
    }
    @supports (color: oklch(from AccentColor l c h)) {
      :host {
        --_system: AccentColor;
      }
    }
  `,
  variables({
    accent: readable('var(--_system)'),
    // White or black, whichever is readable.
    'accent-text': 'oklch(from var(--_accent) clamp(.1,(.57 - l)*999,1) 0 h)',
    'accent-hover': 'color-mix(in oklab,var(--_accent) 90%,var(--_text))',
    link: readable('var(--_accent)'),
    match: 'var(--_link)',
    'focus-ring': 'var(--_link)',
    'focus-width': '2px',
    danger: 'light-dark(#b3202c,#ff8d8d)',
    'danger-surface': 'color-mix(in oklab,var(--_danger) 12%,var(--_surface))',
    'control-surface': 'var(--_surface)',
    'mono-family': 'ui-monospace,monospace',
    duration: '.12s',
    easing: 'cubic-bezier(.2,0,0,1)',
  }),
];

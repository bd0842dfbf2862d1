import { html } from 'lit';

/** The shapes of the later steps. */
export const stepGlyphs = {
  back: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m15 5-7 7 7 7" /></svg>`,
  check: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 13 4.5 4.5L19 7" /></svg>`,
  warning: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 4 2.8 19.5h18.4zM12 10.5v4M12 17.2v.1" />
  </svg>`,
  wrong: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.5v5M12 16v.1" />
  </svg>`,
  eye: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.8" />
  </svg>`,
  eyeOff: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.8" />
    <path d="m4 4 16 16" />
  </svg>`,
  file: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 15V4m0 0L8 8m4-4 4 4M5 15v3a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-3" />
  </svg>`,
  copy: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M16 8V4H4v12h4M8 8h12v12H8z" />
  </svg>`,
  key: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="8" cy="15" r="4" />
    <path d="m11 12 8-8m-3 3 3 3" />
  </svg>`,
  signIn: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M4 12h11m0 0-4-4m4 4-4 4" />
  </svg>`,
  /** Goes round an icon while something is under way. */
  ring: html`<svg part="ring" viewBox="0 0 88 88" aria-hidden="true">
    <rect x="2" y="2" width="84" height="84" rx="24" />
    <rect x="2" y="2" width="84" height="84" rx="24" pathLength="100" />
  </svg>`,
};

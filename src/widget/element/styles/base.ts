import { css } from 'lit';

/** The frame every step stands in, and what all steps share. */
export const base = css`
  :host {
    display: block;
    width: 100%;
    max-width: var(--_width);
    text-decoration: none !important;
  }
  /* What floats takes no room where it is written, and is found there where nothing else opens it. */
  :host([display]:not([display='inline'])) {
    position: absolute;
    width: auto;
  }
  /* Here ends what comes down from the page, but for its language, its writing direction, its font and what hides it. */
  [part='frame'],
  [part='dialog'] {
    all: initial;
    display: block;
    color: var(--_text);
    font-size: var(--_font-size);
    font-family: var(--_font-family);
    line-height: var(--_line-height);
    text-wrap: pretty;
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
    -webkit-text-size-adjust: 100%;
    -webkit-font-smoothing: inherit;
  }
  [part='frame'] {
    container-type: inline-size;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none !important;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  /* Even pixels, so that what is below or in the middle of something stands on a whole one, too. */
  p,
  span {
    line-height: round(up, 1em * var(--_line-height), 2px);
  }
  [part='panel'] {
    display: flex;
    flex-direction: column;
    height: var(--_height);
    max-height: 100dvh;
    overflow: hidden;
    background: var(--_surface);
    border: var(--_border-width) solid var(--_line);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
  }
  [part='body'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  [part='title'] {
    font-size: var(--_title-size);
    font-weight: var(--_title-weight);
    line-height: round(up, 1.25em, 2px);
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: break-word;
    max-width: 100%;
  }
  [part='title'] span {
    line-height: inherit;
  }
  [part='description'] {
    color: var(--_text-muted);
  }
  [part='footer'] {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 12px var(--_gutter);
    border-block-start: var(--_border-width) solid var(--_line);
    color: var(--_text-muted);
    font-size: var(--_small-size);
  }
  svg {
    flex: none;
    width: 1.125rem;
    height: 1.125rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='footer'] svg {
    width: 1rem;
  }
  button,
  input,
  select,
  textarea {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: inherit;
  }
  button {
    cursor: pointer;
    min-height: var(--_control-height);
    border-radius: var(--_control-radius);
  }
  :focus-visible {
    outline: var(--_focus-width, 2px) solid var(--_focus-ring, Highlight);
    outline-offset: 2px;
  }
  [tabindex='-1']:focus {
    outline: none;
  }
  [part='icon'] {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    width: var(--_icon-size);
    height: var(--_icon-size);
    overflow: hidden;
    border-radius: var(--_icon-radius);
    background: var(--_tint);
    color: var(--_on-tint);
    font-weight: 700;
    line-height: 1;
    user-select: none;
  }
  [part='logo'] {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    padding: 15%;
    object-fit: contain;
    border: 1px solid var(--_line);
    border-radius: inherit;
    background: #fff;
  }
  [hidden] {
    display: none !important;
  }
  [part='status'] {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;

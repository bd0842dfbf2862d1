import { css } from 'lit';

/** The frame every step stands in, and what all steps share. */
export const base = css`
  :host {
    display: block;
    inline-size: 100%;
    max-inline-size: var(--_width);
    container-type: inline-size;
    color: var(--_ink);
    font-size: 0.9375rem;
    font-family: var(--_font);
    line-height: 1.45;
    text-align: start;
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
  [part='panel'] {
    display: flex;
    flex-direction: column;
    block-size: var(--_height);
    max-block-size: 100dvh;
    overflow: hidden;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
  }
  [part='body'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }
  [part='title'] {
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  [part='description'] {
    color: var(--_muted);
    text-wrap: pretty;
  }
  [part='footer'] {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 12px var(--_gutter);
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.4;
  }
  svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='footer'] svg {
    inline-size: 16px;
  }
  button,
  input {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: inherit;
  }
  button {
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_accent, Highlight);
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
    inline-size: 40px;
    block-size: 40px;
    overflow: hidden;
    border-radius: var(--_control-radius);
    background: var(--_tint);
    color: var(--_on-tint);
    font-weight: 700;
    line-height: 1;
    user-select: none;
  }
  [part='logo'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    padding: 15%;
    object-fit: contain;
    border: 1px solid var(--_line);
    border-radius: inherit;
    background: #fff;
  }
  [part='logo'][hidden] {
    display: none;
  }
  [part='status'] {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (max-width: 359px) {
    [part='panel'] {
      --_gutter: 12px;
    }
  }
`;

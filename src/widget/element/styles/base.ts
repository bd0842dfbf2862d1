import { css } from 'lit';

/** The frame every step stands in, and the controls they share. Parts double as class names. */
export const base = css`
  :host {
    display: block;
    inline-size: 100%;
    max-inline-size: var(--_width);
    container-type: inline-size;
    color: var(--_ink);
    font: 400 0.9375rem/1.45 var(--_font);
    font-family: var(--_font);
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]),
  :host(:state(closed)) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  [part~='panel'] {
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
  [part~='body'] {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    animation: enter 160ms var(--_ease);
  }
  [part~='title'] {
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  [part~='description'] {
    color: var(--_muted);
    text-wrap: pretty;
  }
  [part~='footer'] {
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
    display: block;
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part~='footer'] svg {
    inline-size: 16px;
    block-size: 16px;
  }
  button,
  input {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
  }
  button {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    text-align: inherit;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  [tabindex='-1']:focus {
    outline: none;
  }
  [part~='button'] {
    display: flex;
    align-items: center;
    justify-content: center;
    min-block-size: 44px;
    padding: 10px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    font-weight: 600;
    line-height: 1.3;
    text-align: center;
    transition:
      background-color 120ms,
      border-color 120ms;
  }
  [part~='button']:hover {
    background: var(--_hover);
  }
  [part~='button-primary'] {
    border-color: transparent;
    background: var(--_brand);
    color: var(--_on-brand);
  }
  [part~='button-primary']:hover {
    background: color-mix(in oklab, var(--_brand) 90%, var(--_ink));
  }
  [part~='icon'] {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    overflow: hidden;
    border-radius: var(--_control-radius);
    background: var(--_tint, var(--_hover));
    color: var(--_on-tint, var(--_muted));
    font-size: 1rem;
    font-weight: 700;
    line-height: 1;
    user-select: none;
  }
  [part~='logo'] {
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
  [part~='status'] {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @container (max-width: 359px) {
    [part~='panel'] {
      --_gutter: 12px;
    }
  }
  @keyframes enter {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    [part~='icon'] {
      border: 1px solid;
    }
    [part~='button-primary'] {
      border-color: ButtonText;
    }
  }
`;

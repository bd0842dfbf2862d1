import { css } from 'lit';

/** What the first sight does not show: buttons, hover, focus and motion, the end of a search. */
export const touches = css`
  /* A step that comes; the one that is there when this arrives stays as it is. */
  [part='body'] {
    transition: var(--_duration) var(--_easing);
    transition-property: opacity, transform;
    @starting-style {
      opacity: 0;
      transform: translateY(4px);
    }
  }
  [part~='button'] {
    display: flex;
    align-items: center;
    justify-content: center;
    padding: 10px 12px;
    border: var(--_border-width) solid var(--_control-line);
    font-weight: var(--_strong-weight);
    line-height: round(up, 1.3em, 2px);
    text-align: center;
  }
  button,
  [part~='item'],
  [part='control'] {
    transition: var(--_duration);
    transition-property: background-color, border-color;
  }
  [part~='button']:hover,
  [part='item']:hover,
  [part='method']:hover,
  [part='category']:hover > span {
    background: var(--_surface-hover);
  }
  [part~='button-primary'] {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_accent-text);
  }
  [part~='button-primary']:hover {
    background: var(--_accent-hover);
  }
  [part='search-input']:focus-visible,
  [part='control']:focus-within {
    outline: 3px solid color-mix(in oklab, var(--_focus-ring) 35%, transparent);
    outline-offset: 0;
    border-color: var(--_focus-ring);
  }
  [part='search-clear'] {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    display: grid;
    place-items: center;
    width: var(--_control-height);
    color: var(--_text-muted);
    outline-offset: -4px;
  }
  [part='list'] {
    outline-offset: -2px;
    scroll-padding-block: 8px 20px;
  }
  [part='list']:focus-visible {
    mask: none;
  }
  /* Their rings have room above and below in the lowest of lines, too. */
  [part='categories'] {
    margin-block: -4px;
    padding-block: 4px;
    scroll-padding-inline: 32px;
  }
  /* Nothing found: there is nothing to narrow either. */
  [part='categories']:has(> :only-child) {
    visibility: hidden;
  }
  /* What is drawn for them is the row, or the chip. */
  [aria-activedescendant]:not(input),
  [part~='category']:focus-visible {
    outline: none;
  }
  [part~='category']:focus-visible > span {
    outline: var(--_focus-width) solid var(--_focus-ring);
    outline-offset: 2px;
  }
  [part~='item-active'] {
    outline: var(--_focus-width) solid var(--_focus-ring);
    outline-offset: calc(-1 * var(--_focus-width));
    background: var(--_surface-quiet);
  }
  [part='back'] > svg:dir(rtl),
  [part='method'] > svg:dir(rtl) {
    scale: -1 1;
  }
  [part~='item-unavailable'] {
    cursor: default;
  }
  [part='item-match'] {
    background: none;
    color: var(--_match);
  }
  [part='empty'] {
    display: grid;
    gap: 4px;
    justify-items: center;
    margin: 16px var(--_gutter);
    padding: 20px 16px;
    border: 1px dashed var(--_line);
    border-radius: var(--_control-radius);
    color: var(--_text-muted);
    font-size: var(--_small-size);
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  [part='empty'] :is(h3, button) {
    color: var(--_text);
    font-size: var(--_font-size);
    font-weight: var(--_strong-weight);
  }
  [part='empty'] button {
    margin-block-start: 12px;
  }
  /* Words are parted at spaces there, too. */
  :lang(ko) {
    word-break: keep-all;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
    }
  }
`;

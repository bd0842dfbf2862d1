import { css } from 'lit';

/** The picker: search, chips, rows, and the shapes that stand for rows until they are known. */
export const picker = css`
  [part~='header'] {
    padding: 20px var(--_gutter) 0;
  }
  [part~='header'] [part~='description'] {
    margin-block-start: 4px;
  }
  [part~='search'] {
    position: relative;
    margin: 16px var(--_gutter) 0;
  }
  [part~='search'] > svg {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 12px;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }
  [part~='search-input'] {
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: 8px 44px 8px 42px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_control-radius);
    background: var(--_quiet);
    appearance: none;
  }
  :dir(rtl) > [part~='search-input'] {
    padding: 8px 42px 8px 44px;
  }
  [part~='search-input']::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  [part~='search-input']::-webkit-search-cancel-button {
    display: none;
  }
  [part~='search-input']:focus-visible,
  [part~='control']:focus-within {
    outline: 3px solid var(--_ring);
    outline-offset: 0;
    border-color: var(--_accent);
  }
  [part~='search-clear'] {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    display: grid;
    place-items: center;
    inline-size: 44px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
  }
  [part~='search-clear'] svg {
    inline-size: 18px;
    block-size: 18px;
  }
  [part~='categories'] {
    display: flex;
    flex: none;
    gap: 8px;
    margin-block-start: 6px;
    padding-inline: var(--_gutter);
    overflow-x: auto;
    scroll-padding-inline: var(--_gutter);
    scrollbar-width: none;
    mask-image: linear-gradient(to right, transparent, #000 var(--_gutter) calc(100% - 28px), transparent);
  }
  [part~='categories']:dir(rtl) {
    mask-image: linear-gradient(to left, transparent, #000 var(--_gutter) calc(100% - 28px), transparent);
  }
  [part~='category'] {
    display: grid;
    flex: none;
    place-items: center;
    min-inline-size: 44px;
    block-size: 44px;
    outline-offset: -4px;
    border-radius: 22px;
  }
  [part~='category'] > span {
    padding: 5px 12px;
    border: 1px solid var(--_line);
    border-radius: 16px;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 500;
    line-height: 20px;
    white-space: nowrap;
    transition: background-color 120ms;
  }
  [part~='category']:hover > span {
    background: var(--_hover);
  }
  [part~='category-active'] > span,
  [part~='category-active']:hover > span {
    border-color: transparent;
    background: var(--_ink);
    color: var(--_surface);
  }
  [part~='list'] {
    flex: 1;
    min-block-size: 0;
    padding: 2px calc(var(--_gutter) - 8px) 12px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  [part~='header'] + [part~='list'],
  [part~='search'] + [part~='list'] {
    margin-block-start: 8px;
  }
  [part~='group-title'] {
    padding: 10px 8px 4px;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.4;
  }
  li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 56px;
  }
  [part~='item'] {
    display: flex;
    gap: 12px;
    align-items: center;
    inline-size: 100%;
    min-block-size: 56px;
    padding: 7px 8px;
    border-radius: var(--_control-radius);
    outline-offset: -2px;
    transition: background-color 120ms;
  }
  [part~='item']:hover,
  [part~='item']:focus-visible {
    background: var(--_hover);
  }
  [part~='item-text'] {
    flex: 1;
    min-inline-size: 0;
  }
  [part~='item-name'] {
    display: block;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  [part~='item-match'] {
    background: none;
    color: var(--_accent);
  }
  [part~='item-hint'] {
    display: block;
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.4;
  }
  [part~='item'] > svg {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_muted);
    transition: transform 120ms var(--_ease);
  }
  [part~='item']:hover > svg {
    transform: translateX(2px);
  }
  [part~='item'] > svg:dir(rtl),
  [part~='back'] > svg:dir(rtl) {
    scale: -1 1;
  }
  [part~='item-unavailable'] {
    cursor: default;
  }
  [part~='item-unavailable']:hover {
    background: none;
  }
  [part~='item-unavailable'] [part~='icon'] {
    filter: grayscale(1);
    opacity: 0.55;
  }
  [part~='item-unavailable'] [part~='item-name'] {
    color: var(--_muted);
  }
  [part~='empty'] {
    display: grid;
    gap: 4px;
    justify-items: center;
    margin: 16px 8px 4px;
    padding: 20px 16px;
    border: 1px dashed var(--_line);
    border-radius: var(--_control-radius);
    color: var(--_muted);
    font-size: 0.8125rem;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  [part~='empty'] h3 {
    color: var(--_ink);
    font-size: 0.9375rem;
    font-weight: 600;
  }
  [part~='empty'] [part~='button'] {
    margin-block-start: 12px;
    font-size: 0.9375rem;
  }
  [part~='skeleton'] {
    flex: 1;
    padding: 24px var(--_gutter);
    overflow: hidden;
    animation: appear 1ms 150ms both;
  }
  [part~='skeleton'] i {
    display: block;
    block-size: 40px;
    margin-block-end: 16px;
    border-radius: var(--_control-radius);
    background: var(--_hover);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  [part~='skeleton'] i:first-child {
    inline-size: 55%;
    block-size: 24px;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @media (forced-colors: active) {
    [part~='category-active'] > span {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    [part~='item-match'] {
      text-decoration: underline;
    }
  }
`;

import { css } from 'lit';

/** The picker at first sight, and the shapes that stand for its rows until they are known. */
export const picker = css`
  [part='header'] {
    padding: 20px var(--_gutter) 16px;
  }
  [part='header'] [part='description'] {
    margin-block-start: 4px;
  }
  [part='search'] {
    position: relative;
    margin: 0 var(--_gutter) 6px;
  }
  [part='search'] > svg {
    position: absolute;
    inset-inline-start: 12px;
    block-size: 100%;
    color: var(--_text-muted);
    pointer-events: none;
  }
  [part='search-input'] {
    inline-size: 100%;
    min-block-size: var(--_control-height);
    padding: 8px calc(24px + 1.125rem);
    border: var(--_border-width) solid var(--_control-line);
    border-radius: var(--_control-radius);
    background: var(--_search-surface);
    text-overflow: ellipsis;
    appearance: none;
  }
  ::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  [part='categories'] {
    display: flex;
    flex: none;
    gap: 8px;
    padding-inline: var(--_gutter) 32px;
    overflow-x: auto;
    scrollbar-width: none;
    mask: linear-gradient(to right, transparent, #000 var(--_gutter) calc(100% - 32px), transparent);
  }
  [part='categories']:dir(rtl) {
    mask: linear-gradient(to left, transparent, #000 var(--_gutter) calc(100% - 32px), transparent);
  }
  [part~='category'] {
    display: grid;
    flex: none;
    align-items: center;
    min-inline-size: var(--_control-height);
    text-align: center;
  }
  [part~='category'] > span {
    padding: 5px 12px;
    border: var(--_border-width) solid var(--_control-line);
    border-radius: var(--_chip-radius);
    color: var(--_text-muted);
    font-size: var(--_small-size);
    font-weight: 500;
    line-height: 1.538;
    white-space: nowrap;
  }
  [part~='category-active'] > span {
    border-color: transparent;
    background: var(--_chip-active);
    color: var(--_chip-active-text);
  }
  [part='list'],
  [part='scroller'] {
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  [part='list'] {
    padding: 4px calc(var(--_gutter) - 8px) 12px;
  }
  [part='group-title'] {
    padding: 10px 8px 4px;
    color: var(--_text-muted);
    font-size: var(--_caption-size);
    font-weight: var(--_strong-weight);
  }
  [part~='item'] {
    display: flex;
    gap: var(--_gap);
    align-items: center;
    min-block-size: var(--_row-height);
    padding: 7px 8px;
    border-radius: var(--_control-radius);
    cursor: pointer;
  }
  [part='item-text'] {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  [part='item-name'],
  [part='item-hint'] {
    display: block;
  }
  [part='item-name'] {
    font-weight: var(--_strong-weight);
    line-height: 1.3;
  }
  [part='item-hint'] {
    color: var(--_text-muted);
    font-size: var(--_small-size);
  }
  [part~='item'] > svg {
    color: var(--_text-muted);
  }
  [part~='item'] > svg:dir(rtl) {
    scale: -1 1;
  }
  [part='health'] {
    flex: none;
    max-inline-size: 14em;
    padding: 2px 8px;
    border-radius: var(--_chip-radius);
    background: color-mix(in oklab, currentColor 12%, transparent);
    color: var(--_warning);
    font-size: var(--_caption-size);
    font-weight: var(--_strong-weight);
    overflow-wrap: normal;
  }
  @container (max-width: 22rem) {
    /* What is below stays in its place when the line comes. */
    [part='header'] [part='description'] {
      min-block-size: 2lh;
    }
    [part~='item']:has([data-health]) {
      flex-wrap: wrap;
      row-gap: 2px;
    }
    [part~='item']:has([data-health]) [part='item-text'] {
      flex-basis: calc(100% - var(--_icon-size) - var(--_gap));
    }
    [part~='item'] > [part='health'] {
      margin-inline-start: calc(var(--_icon-size) + var(--_gap));
    }
  }
  [data-health='healthy'] {
    color: var(--_success);
  }
  [data-health='paused'] {
    color: var(--_text);
  }
  [part~='item-unavailable'] [part='icon'] {
    filter: grayscale(1);
    opacity: 0.55;
  }
  [part~='item-unavailable'] [part='item-name'] {
    color: var(--_text-muted);
  }
  [part='skeleton'] {
    flex: 1;
    padding: 24px var(--_gutter);
    overflow: hidden;
    animation: appear 1ms 150ms both;
  }
  [part='slow'] {
    padding: 0 var(--_gutter) 16px;
    color: var(--_text-muted);
    animation: appear 1ms 8s both;
  }
  i {
    display: flex;
    gap: var(--_gap);
    align-items: center;
    margin-block-end: 16px;
  }
  i,
  i::before,
  i::after {
    block-size: var(--_icon-size);
    border-radius: var(--_control-radius);
    background: var(--_surface-hover);
  }
  i::before {
    inline-size: var(--_icon-size);
  }
  i:first-child,
  i::after {
    inline-size: 55%;
    block-size: 24px;
  }
  /* An icon and a name: the rows, below the title and the search. */
  i:nth-child(n + 3) {
    background: none;
  }
  i:nth-child(n + 3)::before,
  i:nth-child(n + 3)::after {
    content: '';
  }
  @media (forced-colors: active) {
    [part~='category-active'] > span {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;

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
    height: 100%;
    color: var(--_text-muted);
    pointer-events: none;
  }
  [part='search-input'] {
    width: 100%;
    min-height: var(--_control-height);
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
    min-width: var(--_control-height);
    text-align: center;
  }
  [part~='category'] > span {
    /* Capitals in the middle, whatever the font. */
    min-height: calc(1lh + 12px);
    padding: 5px 12px;
    align-content: center;
    text-box: trim-both cap alphabetic;
    border: var(--_border-width) solid var(--_control-line);
    border-radius: var(--_chip-radius);
    color: var(--_text-muted);
    font-size: var(--_small-size);
    font-weight: 500;
    white-space: nowrap;
  }
  [part~='category-active'] > span {
    border-color: transparent;
    background: var(--_chip-active);
    color: var(--_chip-active-text);
  }
  /* What scrolls fades at both edges. */
  [part='list'],
  [part='scroller'],
  [part='skeleton'] {
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
    mask: linear-gradient(transparent, #000 8px calc(100% - 20px), transparent);
  }
  [part='list'] {
    padding: 8px calc(var(--_gutter) - 8px) 20px;
  }
  [part='group-title'] {
    padding: 8px 8px 4px;
    color: var(--_text-muted);
    font-size: var(--_caption-size);
    font-weight: var(--_strong-weight);
  }
  [part~='item'] {
    display: flex;
    gap: var(--_gap);
    align-items: center;
    min-height: var(--_row-height);
    padding: 7px 8px;
    border-radius: var(--_control-radius);
    cursor: pointer;
  }
  [part='item-text'] {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  [part='item-name'],
  [part='item-hint'] {
    display: block;
  }
  [part='item-name'] {
    font-weight: var(--_strong-weight);
    line-height: round(up, 1.3em, 2px);
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
    max-width: 14em;
    padding: 2px 8px;
    border-radius: var(--_chip-radius);
    background: color-mix(in oklab, currentColor 12%, transparent);
    color: var(--_warning);
    font-size: var(--_caption-size);
    font-weight: var(--_strong-weight);
    overflow-wrap: normal;
  }
  @container (max-width: 22rem) {
    [part='panel'] {
      --_gutter: 12px;
    }
    [part='title'] {
      font-size: calc(var(--_title-size) * 0.9);
    }
    /* What is below stays in its place when the line comes. */
    [part='header'] [part='description'] {
      min-height: 2lh;
    }
    [part~='item']:has([data-health]) {
      display: grid;
      grid-template-columns: auto 1fr;
      row-gap: 2px;
    }
    [part~='item'] > [part='icon'] {
      grid-row: span 2;
    }
    [part~='item'] > [part='health'] {
      justify-self: start;
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
    --_tint: var(--_surface-hover);
    flex: 1;
    overflow: hidden;
    pointer-events: none;
    animation: appear 1ms 150ms both;
  }
  [part='slow'] {
    padding: 0 var(--_gutter) 16px;
    color: var(--_text-muted);
    animation: slow 1ms 8s both;
  }
  /* A text, the search, a chip. */
  i {
    display: inline-block;
    width: 9em;
    max-width: 100%;
    height: 0.7em;
    border-radius: 4px;
    background: var(--_surface-hover);
  }
  [part='description'] i {
    width: 17em;
  }
  [part='search'] i {
    display: block;
    width: 100%;
    height: var(--_control-height);
    border-radius: var(--_control-radius);
  }
  [part='categories'] i {
    width: 72px;
    height: 32px;
    margin-block: 6px;
    border-radius: var(--_chip-radius);
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
  /* It takes no room before. */
  @keyframes slow {
    from {
      visibility: hidden;
      max-height: 0;
      padding: 0;
    }
  }
`;

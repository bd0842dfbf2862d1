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
    inset-block: 12px;
    inset-inline-start: 12px;
    color: var(--_muted);
    pointer-events: none;
  }
  [part='search-input'] {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 42px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_control-radius);
    background: var(--_quiet);
    appearance: none;
  }
  ::placeholder {
    color: var(--_muted);
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
    place-items: center;
    min-inline-size: 44px;
    block-size: 44px;
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
  }
  [part~='category-active'] > span {
    border-color: transparent;
    background: var(--_ink);
    color: var(--_surface);
  }
  [part='list'] {
    flex: 1;
    min-block-size: 0;
    padding: 2px calc(var(--_gutter) - 8px) 12px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  [part='group-title'] {
    padding: 10px 8px 4px;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 600;
  }
  [part='list'] li {
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
  }
  [part='item-text'] {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  [part='item-name'] {
    display: block;
    font-weight: 600;
    line-height: 1.3;
  }
  [part='item-hint'] {
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  [part~='item'] > svg {
    inline-size: 18px;
    color: var(--_muted);
  }
  [part~='item-unavailable'] [part='icon'] {
    filter: grayscale(1);
    opacity: 0.55;
  }
  [part~='item-unavailable'] [part='item-name'] {
    color: var(--_muted);
  }
  [part='skeleton'] {
    flex: 1;
    padding: 24px var(--_gutter);
    overflow: hidden;
    animation: appear 1ms 150ms both;
  }
  i {
    display: block;
    block-size: 40px;
    margin-block-end: 16px;
    border-radius: var(--_control-radius);
    background: var(--_hover);
  }
  i:first-child {
    inline-size: 55%;
    block-size: 24px;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;

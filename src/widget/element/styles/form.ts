import { css } from 'lit';

/** The form. */
export const form = css`
  [part='heading'] {
    display: flex;
    gap: var(--_gap);
    align-items: center;
    margin-block: 8px 0;
    /* Where the longest word needs the room, the title is below the icon. */
    flex-wrap: wrap;
  }
  [part='heading']:first-child {
    margin-block-start: 24px;
  }
  [part='heading'] [part='title'] {
    flex: 1;
  }
  [part='instructions'] {
    margin-block-start: 16px;
    padding: 12px 16px;
    border-radius: var(--_control-radius);
    background: var(--_surface-quiet);
    color: var(--_text-muted);
    font-size: var(--_label-size);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  [part='instructions'] ol {
    padding-inline-start: 1.25em;
  }
  [part='instructions'] li + li {
    margin-block-start: 4px;
  }
  [part='instructions'] a,
  [part='field-help'] a {
    color: var(--_link);
    text-underline-offset: 2px;
  }
  [part='field-help'] a:only-child {
    display: inline-block;
    min-height: 44px;
    margin-block: -6px -16px;
    padding-block-start: 8px;
  }
  [part='heading'] + [part='description'] {
    margin-block-start: 8px;
  }
  [part='form'],
  [part='accounts'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    margin-block-start: 16px;
  }
  /* The way on stays in sight, whatever is above it, and an edge says while there is more of that. */
  [part='body'] {
    timeline-scope: --rest;
  }
  [part='scroller']:has(+ [part~='actions-foot']) {
    flex: 0 1 auto;
    padding-block-end: 12px;
    mask: linear-gradient(transparent, #000 8px calc(100% - 12px), transparent);
    scroll-timeline: --rest;
  }
  [part~='actions-foot'] {
    position: sticky;
    inset-block-end: 0;
    margin: 0;
    padding: 12px var(--_gutter);
    background: var(--_surface);
    animation: rest linear;
    animation-timeline: --rest;
  }
  [part~='banner'] {
    display: flex;
    gap: 10px;
    padding: 12px 14px;
    border-radius: var(--_control-radius);
    background: var(--_danger-surface);
    font-size: var(--_label-size);
  }
  [part~='banner'] svg {
    color: var(--_danger);
  }
  [part~='banner-warning'] {
    --_danger: var(--_warning);
    background: color-mix(in oklab, var(--_danger) 12%, var(--_surface));
  }
  [part~='banner'] strong {
    display: block;
    font-weight: var(--_strong-weight);
  }
  [part='spinner'] {
    width: 16px;
    height: 16px;
    margin-inline-end: 8px;
    border: 2px solid currentColor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: spin 800ms linear infinite;
  }
  [part='method'] {
    display: flex;
    gap: 14px;
    align-items: center;
    width: 100%;
    margin-block-start: 12px;
    padding: 14px 12px 14px 16px;
    border: var(--_border-width) solid var(--_control-line);
    border-radius: var(--_control-radius);
  }
  [part='description'] + [part='method'] {
    margin-block-start: 20px;
  }
  [part='method'] > svg {
    color: var(--_text-muted);
  }
  [part='method'] > svg:first-child {
    color: var(--_link);
  }
  [part='method-text'] {
    flex: 1;
    color: var(--_text-muted);
    font-size: var(--_label-size);
    overflow-wrap: anywhere;
  }
  @keyframes rest {
    0%,
    99% {
      box-shadow:
        0 -1px var(--_line),
        0 -8px 12px -4px var(--_line);
    }
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
`;

import { css } from 'lit';

/** The steps after the picker. */
export const stepStyles = css`
  [part~='scroller'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    padding: 0 var(--_gutter) 20px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  [part~='back'] {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    align-self: flex-start;
    min-block-size: 44px;
    margin-block-start: 4px;
    margin-inline-start: -6px;
    padding-inline: 4px 10px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    font-size: 0.875rem;
    outline-offset: -4px;
  }
  [part~='back']:hover {
    color: var(--_ink);
  }
  [part~='back'] svg {
    inline-size: 18px;
    block-size: 18px;
  }

  /* waiting, connected, problem, confirming */
  [part~='message'] {
    display: grid;
    flex: 1 0 auto;
    align-content: center;
    justify-items: center;
    padding: 24px 4px;
    text-align: center;
  }
  [part~='message'] [part~='title'] {
    margin-block-start: 24px;
  }
  [part~='message'] [part~='description'] {
    max-inline-size: 22rem;
    margin-block-start: 6px;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  [part~='figure'] {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 88px;
    block-size: 88px;
    border-radius: 26px;
  }
  [part~='figure'] [part~='icon'] {
    inline-size: 64px;
    block-size: 64px;
    border-radius: 16px;
    font-size: 1.375rem;
  }
  [part~='ring'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    stroke: var(--_line);
    stroke-width: 3;
  }
  [part~='ring'] rect + rect {
    stroke: var(--_accent);
    stroke-dasharray: 22 78;
    animation: turn 1.8s linear infinite;
  }
  [part~='figure-problem'] {
    background: color-mix(in oklab, var(--_danger) 12%, var(--_surface));
    color: var(--_danger);
    inline-size: 64px;
    block-size: 64px;
    border-radius: 16px;
  }
  [part~='figure-problem'] svg {
    inline-size: 26px;
    block-size: 26px;
  }
  [part~='badge'] {
    position: absolute;
    inset-block-end: 2px;
    inset-inline-end: 2px;
    display: grid;
    place-items: center;
    inline-size: 30px;
    block-size: 30px;
    border: 3px solid var(--_surface);
    border-radius: 50%;
    background: var(--_success);
    color: var(--_surface);
    animation: pop 200ms var(--_ease) both;
  }
  [part~='badge'] svg {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 2.5;
  }
  [part~='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    inline-size: 100%;
    max-inline-size: 22rem;
    margin-block-start: 24px;
  }
  [part~='actions'] [part~='button'] {
    flex: 1 1 9rem;
  }
  [part~='actions-stacked'] [part~='button'] {
    flex-basis: 100%;
  }
  [part~='link'] {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    border-radius: var(--_control-radius);
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  [part~='actions'] [part~='link'] {
    flex-basis: 100%;
    justify-content: center;
  }
  [part~='details'] {
    min-block-size: 44px;
    margin-block-start: 4px;
    padding-inline: 12px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    font:
      0.75rem/1.5 ui-monospace,
      monospace;
    text-align: center;
    overflow-wrap: anywhere;
  }

  /* form */
  [part~='heading'] {
    display: flex;
    gap: 12px;
    align-items: center;
    margin-block: 8px 0;
  }
  [part~='instructions'] {
    margin-block-start: 16px;
    padding: 12px 16px;
    border-radius: var(--_control-radius);
    background: var(--_quiet);
    color: var(--_muted);
    font-size: 0.875rem;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  [part~='instructions'] ol {
    padding-inline-start: 1.25em;
  }
  [part~='instructions'] li {
    content-visibility: visible;
  }
  [part~='instructions'] li + li {
    margin-block-start: 4px;
  }
  [part~='instructions'] a,
  [part~='field-help'] a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  [part~='form'] {
    display: grid;
    gap: 16px;
    margin-block-start: 16px;
  }
  [part~='banner'] {
    display: flex;
    gap: 10px;
    padding: 12px 14px;
    border-radius: var(--_control-radius);
    background: color-mix(in oklab, var(--_danger) 9%, var(--_surface));
    font-size: 0.875rem;
  }
  [part~='banner'] svg,
  [part~='field-error'] svg {
    color: var(--_danger);
  }
  [part~='banner'] strong {
    display: block;
    font-weight: 600;
  }
  [part~='field-label'] {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    margin-block-end: 6px;
    font-size: 0.875rem;
    font-weight: 600;
  }
  [part~='field-label'] span {
    color: var(--_muted);
    font-weight: 400;
  }
  [part~='control'] {
    display: flex;
    min-block-size: 44px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_control-radius);
    background: var(--_surface);
    transition: border-color 120ms;
  }
  [part~='field-invalid'] [part~='control'] {
    border-color: var(--_danger);
  }
  [part~='field-invalid'] [part~='control']:focus-within {
    outline-color: color-mix(in oklab, var(--_danger) 30%, transparent);
  }
  [part~='input'] {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    padding: 9px 12px;
    border: 0;
    border-radius: calc(var(--_control-radius) - 1px);
    outline: none;
    background: none;
    color: inherit;
    font: inherit;
  }
  textarea[part~='input'] {
    min-block-size: 6rem;
    resize: vertical;
  }
  select[part~='input'] option {
    background: var(--_surface);
  }
  [part~='input']::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  [part~='input'][type='checkbox'] {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 11px 12px;
    accent-color: var(--_brand);
  }
  [part~='field-affix'] {
    display: grid;
    align-items: center;
    max-inline-size: 45%;
    padding-inline: 12px;
    background: var(--_quiet);
    color: var(--_muted);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  [part~='field-affix']:first-child {
    border-start-start-radius: calc(var(--_control-radius) - 1px);
    border-end-start-radius: calc(var(--_control-radius) - 1px);
  }
  [part~='field-affix']:last-child {
    border-start-end-radius: calc(var(--_control-radius) - 1px);
    border-end-end-radius: calc(var(--_control-radius) - 1px);
  }
  [part~='field-reveal'] {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 44px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    outline-offset: -4px;
  }
  [part~='field-help'],
  [part~='field-error'],
  [part~='field-notice'] {
    margin-block-start: 6px;
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  [part~='field-error'] {
    display: flex;
    gap: 6px;
    color: var(--_danger);
  }
  [part~='field-error'] svg {
    inline-size: 18px;
    block-size: 18px;
  }
  [part~='submit'][aria-disabled] {
    cursor: default;
  }
  [part~='submit'] {
    position: relative;
    margin-block-start: 4px;
  }
  [part~='submit-label'] {
    grid-area: 1 / 1;
  }
  [part~='spinner'] {
    inline-size: 16px;
    block-size: 16px;
    margin-inline-end: 8px;
    border: 2px solid currentColor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: spin 800ms linear infinite;
  }
  @keyframes turn {
    to {
      stroke-dashoffset: -100;
    }
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  @keyframes pop {
    from {
      opacity: 0;
      transform: scale(0.6);
    }
  }
  @media (forced-colors: active) {
    [part~='badge'] {
      border-color: CanvasText;
    }
    [part~='field-invalid'] [part~='control'] {
      border-width: 2px;
    }
  }
`;

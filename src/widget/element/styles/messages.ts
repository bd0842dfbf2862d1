import { css } from 'lit';

/** The steps that say one thing (waiting, connected, a problem, the click that is needed) and the frame of all that scrolls. */
export const messages = css`
  [part='scroller'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    padding-inline: var(--_gutter);
    padding-block-end: 20px;
    scroll-padding-block: 8px 24px;
  }
  [part='back'],
  [part='details'] {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  [part='back'] {
    align-self: start;
    margin-block-start: 4px;
    margin-inline-start: -6px;
    padding-inline: 4px 10px;
    color: var(--_text-muted);
    font-size: var(--_label-size);
    outline-offset: -4px;
  }
  [part='back']:hover {
    color: var(--_text);
  }

  [part='message'] {
    display: grid;
    grid-template-columns: minmax(0, 22rem);
    flex: 1 0 auto;
    /* The figure stands where it stood a step ago. */
    grid-template-rows: minmax(0, 14%);
    place-content: start center;
    justify-items: center;
    padding-block: 24px;
    text-align: center;
  }
  [part='message']::before {
    content: '';
  }
  span:has(> bdi) {
    display: inline-block;
    max-width: 100%;
  }
  [part='message'] [part='description'],
  [part='permissions'] {
    margin-block-start: 6px;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  /* Before an address a line may be short. */
  [part='message'] [part='description']:has(wbr) {
    text-wrap: wrap;
  }
  button[aria-disabled='true'] {
    cursor: default;
    &:is([part='back'], [part='button']) {
      opacity: 0.5;
    }
  }
  [part~='figure'] {
    position: relative;
    display: grid;
    place-items: center;
    --_icon-size: 64px;
    width: 64px;
    height: 64px;
    margin-block-end: 24px;
    border-radius: 16px;
  }
  [part~='figure']:has([part='ring']) {
    margin-block-end: 36px;
  }
  [part~='figure'] [part='icon'] {
    border-radius: calc(var(--_icon-radius) * 1.6);
    font-size: 1.375rem;
  }
  [part='ring'] {
    position: absolute;
    inset: -12px;
    width: 88px;
    height: 88px;
    stroke: var(--_line);
    stroke-width: 3;
  }
  [part='ring'] rect + rect {
    stroke: var(--_link);
    stroke-dasharray: 22 78;
    animation: turn 1.8s linear infinite;
  }
  [part~='figure-problem'] {
    background: var(--_danger-surface);
    color: var(--_danger);
  }
  [part~='figure-problem'] svg {
    width: 26px;
    height: 26px;
  }
  [part='badge'] {
    position: absolute;
    inset-block-end: -10px;
    inset-inline-end: -10px;
    display: grid;
    place-items: center;
    width: 30px;
    height: 30px;
    border: 3px solid var(--_surface);
    border-radius: 50%;
    background: var(--_success);
    color: var(--_surface);
    animation: pop 200ms var(--_easing) both;
  }
  [part='badge'] svg {
    width: 16px;
    stroke-width: 2.5;
  }
  [part='message'] :is([part~='actions'], [part~='banner']) {
    width: 100%;
  }
  [part~='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    margin-block-start: 24px;
  }
  [part~='actions'] [part~='button'] {
    flex: 1 1 auto;
    min-width: calc(50% - 6px);
  }
  [part~='actions-stacked'] [part~='button'] {
    flex-basis: 100%;
  }
  [part~='link'] {
    display: inline-flex;
    align-items: center;
    color: var(--_link);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  [part~='link-quiet'] {
    color: var(--_text-muted);
  }
  [part~='actions'] [part~='link'] {
    flex-basis: 100%;
    justify-content: center;
  }
  [part='details'] {
    margin-block-start: 4px;
    padding-inline: 12px;
    color: var(--_text-muted);
    font: var(--_caption-size)/1.5 var(--_mono-family);
    overflow-wrap: anywhere;
  }
  [part='details'] svg {
    width: 1rem;
  }
  [part='permissions'] {
    margin-block-start: 12px;
    color: var(--_text-muted);
    font-size: var(--_small-size);
  }
  [part='message'] [part~='banner'] {
    margin-block-start: 16px;
    text-align: start;
  }
  [part~='button-danger'] {
    border-color: currentColor;
    color: var(--_danger);
    &,
    &:hover {
      background: var(--_danger-surface);
    }
  }

  /* Large letters: head and footer go along with what scrolls. */
  @container (max-width: 17rem) {
    [part='panel'] {
      overflow-y: auto;
      scroll-padding-block: 32px 6.25rem;
    }
    [part='body'] {
      flex: 1 0 auto;
    }
    [part='list'],
    [part='scroller'] {
      overflow: visible;
    }
    [part='method'] > svg:last-child {
      display: none;
    }
  }
  /* Hardly any height: what it is about comes before what can be pressed. */
  @media (max-height: 16rem) {
    [part='panel'] {
      overflow-y: auto;
    }
    [part='body'] {
      flex: 1 0 auto;
    }
    [part='scroller'] {
      overflow: visible;
    }
    [part='scroller'] + [part~='actions-foot'] {
      position: static;
    }
  }
  @keyframes turn {
    to {
      stroke-dashoffset: -100;
    }
  }
  @keyframes pop {
    from {
      opacity: 0;
      transform: scale(0.6);
    }
  }
`;

import { css } from 'lit';

/** What an end user has connected, account by account; the title of a method looks like the name of one. */
export const accounts = css`
  [part='account'] {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: start;
    padding: 12px;
    border: var(--_border-width) solid var(--_line);
    border-radius: var(--_control-radius);
  }
  [part='account']:not(:has([part~='button'])) {
    padding-block-end: 6px;
  }
  [part='account-text'],
  [part='account-detail'] {
    flex: 1 1 12rem;
    min-width: 0;
    overflow-wrap: anywhere;
    color: var(--_text-muted);
    font-size: var(--_small-size);
  }
  [part='account-name'],
  [part='method-title'] {
    display: block;
    color: var(--_text);
    font-weight: var(--_strong-weight);
    font-size: var(--_font-size);
    line-height: round(up, 1.3em, 2px);
  }
  [part='account-detail'],
  [part='account'] [part='actions'] {
    flex-basis: 100%;
    margin: 0;
  }
  [part='account'] [part='actions'] {
    gap: 16px 20px;
    align-items: baseline;
  }
  [part='account'] [part~='button'],
  [part='account'] [part~='link'] {
    flex: none;
    min-width: 0;
  }
  [part='account'] [part~='link'] {
    margin: -8px -6px;
    padding-inline: 6px;
    outline-offset: -2px;
  }
`;

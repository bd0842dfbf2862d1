import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 22rem) minmax(0, 1fr);
    gap: 24px;
    align-items: start;
    inline-size: 100%;
    max-inline-size: 76rem;
    color: CanvasText;
    font:
      0.9375rem/1.45 system-ui,
      sans-serif;
    text-align: start;
    container-type: inline-size;
    --line: color-mix(in oklab, CanvasText 16%, Canvas);
    --quiet: color-mix(in oklab, CanvasText 68%, Canvas);
  }
  * {
    box-sizing: border-box;
  }
  .settings,
  .result {
    display: grid;
    gap: 16px;
    min-inline-size: 0;
  }
  fieldset,
  section {
    min-inline-size: 0;
    margin: 0;
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: Canvas;
  }
  fieldset {
    display: grid;
    gap: 14px;
  }
  legend {
    float: inline-start;
    padding: 0;
    font-size: 1.0625rem;
    font-weight: 650;
  }
  legend + * {
    clear: both;
  }
  .field {
    display: grid;
    gap: 4px;
  }
  .field > span {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  input[type='text'],
  select,
  button {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid color-mix(in oklab, CanvasText 50%, Canvas);
    border-radius: 8px;
    background: Canvas;
    color: CanvasText;
    font: inherit;
    text-overflow: ellipsis;
  }
  select {
    padding-inline: 8px;
  }
  input[type='range'] {
    inline-size: 100%;
    block-size: 44px;
    margin: 0;
    accent-color: light-dark(#3b5bdb, #8ea2ff);
  }
  .list {
    display: grid;
  }
  .list-short {
    grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
  }
  .list label {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 44px;
    cursor: pointer;
  }
  input[type='checkbox'] {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: light-dark(#3b5bdb, #8ea2ff);
  }
  code {
    font:
      0.8125rem/1.5 ui-monospace,
      monospace;
    overflow-wrap: anywhere;
  }
  button {
    inline-size: auto;
    justify-self: start;
    padding-inline: 20px;
    font-weight: 600;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid light-dark(#3b5bdb, #8ea2ff);
    outline-offset: 2px;
  }
  .live {
    display: grid;
    gap: 16px;
    justify-items: center;
    padding: 24px 16px;
  }
  .code {
    display: grid;
    gap: 12px;
  }
  [role='radiogroup'] {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  [role='radiogroup'] label {
    position: relative;
    cursor: pointer;
  }
  [role='radiogroup'] input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  [role='radiogroup'] span {
    display: grid;
    align-items: center;
    min-block-size: 44px;
    padding-inline: 14px;
    border: 1px solid transparent;
    border-radius: 8px;
    color: var(--quiet);
  }
  [role='radiogroup'] :checked + span {
    border-color: var(--line);
    background: color-mix(in oklab, CanvasText 8%, Canvas);
    color: CanvasText;
    font-weight: 600;
  }
  [role='radiogroup'] :focus-visible + span {
    outline: 2px solid light-dark(#3b5bdb, #8ea2ff);
  }
  pre {
    margin: 0;
    padding: 16px;
    overflow-x: auto;
    border-radius: 8px;
    background: color-mix(in oklab, CanvasText 5%, Canvas);
    tab-size: 2;
  }
  pre code {
    overflow-wrap: normal;
  }
  [role='status'] {
    min-block-size: 1.5em;
    margin: 0;
    color: var(--quiet);
  }
  @media (max-width: 52rem) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

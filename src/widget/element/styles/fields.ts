import { css } from 'lit';

/** A form's fields. */
export const fields = css`
  [part='field-label'] {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    margin-block-end: 6px;
    font-size: var(--_label-size);
    font-weight: var(--_strong-weight);
  }
  [part='field-label'] span {
    color: var(--_text-muted);
    font-weight: 400;
  }
  /* What is pressed is as high as a button, and its frame around that. */
  [part='control'] {
    box-sizing: content-box;
    position: relative;
    display: flex;
    flex-wrap: wrap;
    min-height: var(--_control-height);
    overflow: clip;
    border: var(--_border-width) solid var(--_control-line);
    border-radius: var(--_control-radius);
    background: var(--_control-surface);
  }
  [part~='field-invalid'] [part='control'] {
    border-color: var(--_danger);
  }
  [part~='field-invalid'] [part='control']:focus-within {
    outline-color: color-mix(in oklab, var(--_danger) 30%, transparent);
  }
  [part='input'] {
    /* What stands around it has the rest, and what is alone in its line all of that. */
    flex: 99;
    /* Eight characters stay in sight. */
    min-width: calc(8ch + 24px);
    min-height: var(--_control-height);
    padding: 9px 12px;
    outline: none;
  }
  textarea[part='input'] {
    min-height: 6rem;
    font: var(--_small-size)/1.5 var(--_mono-family);
    resize: vertical;
  }
  [data-hidden] {
    -webkit-text-security: disc;
  }
  [part='input'][type='file'] {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
  [part='file-name'] {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 9px 12px;
    color: var(--_text-muted);
    overflow-wrap: anywhere;
  }
  [part='control'] [part='field-label'] {
    flex: 1;
    margin: 0;
    padding-block: 12px;
    padding-inline-end: 12px;
    font-weight: 400;
  }
  select[part='input'] {
    margin-inline-end: 8px;
  }
  select[part='input'] option {
    background: var(--_surface);
  }
  [part='input'][type='checkbox'] {
    flex: none;
    width: 20px;
    min-width: 0;
    height: 20px;
    margin: 12px;
    accent-color: var(--_accent);
  }
  [part='field-affix'] {
    display: grid;
    flex: 1 1 auto;
    align-items: center;
    padding: 9px 12px;
    background: var(--_surface-quiet);
    box-shadow: 0 0 0 var(--_border-width) var(--_line);
    color: var(--_text-muted);
    font-size: var(--_label-size);
    overflow-wrap: anywhere;
  }
  @container (max-width: 22rem) {
    /* What is known without being said leaves its room to what is typed. */
    [data-scheme]:has(~ [part='field-affix']) {
      display: none;
    }
  }
  [part='field-reveal'] {
    display: grid;
    flex: none;
    place-items: center;
    width: var(--_control-height);
    height: calc(1lh + 18px);
    color: var(--_text-muted);
    outline-offset: -4px;
  }
  [part='field-help'],
  [part='field-error'] {
    margin-block-start: 6px;
    color: var(--_text-muted);
    font-size: var(--_small-size);
    overflow-wrap: anywhere;
  }
  [part='field-error'] {
    display: flex;
    gap: 6px;
    color: var(--_danger);
  }
  [part='panel'] > [part='field-error'] {
    margin: 8px var(--_gutter);
  }
`;

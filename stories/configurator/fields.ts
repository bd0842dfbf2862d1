import { html, type TemplateResult } from 'lit';

export type Change<T> = (value: T) => void;

export function textField(label: string, value: string, change: Change<string>): TemplateResult {
  return html`<label class="field"
    ><span>${label}</span>
    <input
      type="text"
      autocomplete="off"
      spellcheck="false"
      .value=${value}
      @input=${({ currentTarget }: Event) => currentTarget instanceof HTMLInputElement && change(currentTarget.value)}
    />
  </label>`;
}

/** A length in px, from none to as much as looks like something. */
export function rangeField(label: string, value: string, change: Change<string>): TemplateResult {
  return html`<label class="field"
    ><span>${label}: ${value}</span>
    <input
      type="range"
      min="0"
      max="32"
      aria-valuetext=${value}
      .value=${String(Number.parseFloat(value) || 0)}
      @input=${({ currentTarget }: Event) =>
        currentTarget instanceof HTMLInputElement && change(`${currentTarget.value}px`)}
    />
  </label>`;
}

export function choiceField<T extends string>(
  label: string,
  value: T,
  { options, change }: { options: Readonly<Record<T, string>>; change: Change<T> },
): TemplateResult {
  const isOption = (one: string): one is T => one in options;
  return html`<label class="field"
    ><span>${label}</span>
    <select
      @change=${({ currentTarget }: Event) =>
        currentTarget instanceof HTMLSelectElement && isOption(currentTarget.value) && change(currentTarget.value)}
    >
      ${Object.entries<string>(options).map(
        ([one, words]) => html`<option value=${one} ?selected=${one === value}>${words}</option>`,
      )}
    </select>
  </label>`;
}

export function listField<T extends string>(
  label: string,
  value: readonly T[],
  { options, change }: { options: readonly T[]; change: Change<readonly T[]> },
): TemplateResult {
  return html`<div class="field" role="group" aria-label=${label}>
    <span>${label}</span>
    <div class=${options.some((one) => one.length > 12) ? 'list' : 'list list-short'}>
      ${options.map(
        (one) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${value.includes(one)}
              @change=${() => change(options.filter((other) => value.includes(other) !== (other === one)))}
            /><code>${one}</code></label
          >`,
      )}
    </div>
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { fieldErrorWords, type Copy, type FormField } from '../../core/index.js';
import { linkView } from './instructions.js';
import { stepGlyphs } from './step-glyphs.js';

export interface FieldModel {
  readonly field: FormField;
  /** Position among the form's fields; ids are made of it, so that no name of a field can collide or leak. */
  readonly at: number;
  readonly error: string | undefined;
  readonly trimmed: boolean;
  readonly revealed: boolean;
  readonly integration: string;
  readonly copy: Copy;
}

export interface FieldActions {
  /** The user has left the field. */
  left(at: number): void;
  changed(at: number): void;
  reveal(at: number): void;
}

/** One field with its label, what stands around it, and what is said below it. The typed value is never in the model. */
export function fieldView(model: FieldModel, actions: FieldActions): TemplateResult {
  const { field, at, error, copy } = model;
  const described = [error && `error-${at}`, `help-${at}`].filter(Boolean).join(' ');
  return html`<div part=${error ? 'field field-invalid' : 'field'}>
    <label part="field-label" id="label-${at}" for="field-${at}"
      >${field.label}${field.optional ? html` <span>${copy.optional}</span>` : nothing}</label
    >
    <div part="control" dir=${technical.has(field.type) || field.prefix || field.suffix ? 'ltr' : nothing}>
      ${field.prefix ? html`<span part="field-affix">${field.prefix}</span>` : nothing}
      ${inputView(model, described, actions)}
      ${field.suffix ? html`<span part="field-affix">${field.suffix}</span>` : nothing}
      ${field.type === 'secret' ? revealView(model, actions) : nothing}
    </div>
    ${
      error
        ? html`<p part="field-error" id="error-${at}">
            ${stepGlyphs.wrong}<span>${fieldErrorWords(error, { ...model, label: field.label })}</span>
          </p>`
        : nothing
    }
    <p part="field-help" id="help-${at}" ?hidden=${!hasHelp(model)}>${helpView(model)}</p>
  </div>`;
}

function hasHelp({ field, trimmed }: FieldModel): boolean {
  return Boolean(trimmed || field.help || field.help_url || field.prefix || field.suffix || field.example);
}

function helpView({ field, trimmed, copy }: FieldModel): unknown {
  if (trimmed) return copy.trimmed;
  const { prefix, suffix } = field;
  const words = field.help ?? (prefix || suffix ? copy.between({ prefix, suffix }) : undefined);
  const example = field.example && !words ? copy.example(field.example) : undefined;
  return html`${words ?? example ?? nothing} ${field.help_url ? linkView(copy.helpLink, field.help_url, copy) : nothing}`;
}

// Its name leaves the field's label to the field: a label is to name one control.
function revealView({ at, revealed, copy }: FieldModel, { reveal }: FieldActions): TemplateResult {
  return html`<button
    part="field-reveal"
    type="button"
    aria-label=${revealed ? copy.hide : copy.reveal}
    aria-describedby="label-${at}"
    aria-controls="field-${at}"
    @click=${() => reveal(at)}
  >
    ${revealed ? stepGlyphs.eyeOff : stepGlyphs.eye}
  </button>`;
}

function inputView(model: FieldModel, described: string, actions: FieldActions): TemplateResult {
  const { field, at, error, revealed, copy } = model;
  const invalid = error ? 'true' : 'false';
  const required = field.optional ? 'false' : 'true';
  const left = (): void => actions.left(at);
  const changed = (): void => actions.changed(at);
  if (field.type === 'select') {
    return html`<select
      part="input"
      id="field-${at}"
      aria-describedby=${described}
      aria-invalid=${invalid}
      aria-required=${required}
      @change=${changed}
      @blur=${left}
    >
      <option value="">${copy.choose}</option>
      ${field.options?.map(
        ({ value, label }) => html`<option value=${value} ?selected=${value === field.default}>${label}</option>`,
      )}
    </select>`;
  }
  if (field.type === 'textarea' || field.type === 'file') {
    return html`<textarea
      part="input"
      id="field-${at}"
      rows="4"
      aria-describedby=${described}
      aria-invalid=${invalid}
      aria-required=${required}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      data-1p-ignore
      data-lpignore="true"
      data-bwignore="true"
      @input=${changed}
      @blur=${left}
    ></textarea>`;
  }
  return html`<input
    part="input"
    id="field-${at}"
    type=${field.type === 'secret' && !revealed ? 'password' : field.type === 'checkbox' ? 'checkbox' : 'text'}
    inputmode=${inputModes[field.type] ?? 'text'}
    value=${field.type === 'secret' ? nothing : (field.default ?? nothing)}
    aria-describedby=${described}
    aria-invalid=${invalid}
    aria-required=${required}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    data-1p-ignore
    data-lpignore="true"
    data-bwignore="true"
    @input=${changed}
    @blur=${left}
  />`;
}

/** Read from left to right in any language. */
const technical: ReadonlySet<FormField['type']> = new Set(['url', 'email', 'subdomain', 'number', 'date']);

const inputModes: Partial<Record<FormField['type'], string>> = { url: 'url', email: 'email', number: 'decimal' };

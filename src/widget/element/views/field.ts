import { html, nothing, type TemplateResult } from 'lit';
import { fieldErrorWords, isHidden, type Autofill, type Copy, type FormField } from '../../core/index.js';
import { controlView } from './control.js';
import { linkView } from './instructions.js';
import { stepGlyphs } from './step-glyphs.js';

export interface FieldModel {
  readonly field: FormField;
  /** Position among the form's fields; ids are made of it, so that no name of a field can collide or leak. */
  readonly at: number;
  readonly error: string | undefined;
  readonly trimmed: boolean;
  readonly revealed: boolean;
  /** Name of the chosen file. */
  readonly file: string | undefined;
  readonly autofill: Autofill;
  readonly integration: string;
  readonly copy: Copy;
}

/** One field with its label, what stands around it, and what is said below it. The typed value is never in the model. */
export function fieldView(model: FieldModel, actions: { reveal(at: number): void }): TemplateResult {
  const { field, at, error } = model;
  const ticked = field.type === 'checkbox';
  const label = labelView(model);
  return html`<div part=${error ? 'field field-invalid' : 'field'}>
    ${ticked ? nothing : label}
    <div part="control" dir=${technical.has(field.type) || field.prefix || field.suffix ? 'ltr' : nothing}>
      ${field.prefix ? html`<span part="field-affix">${field.prefix}</span>` : nothing}
      ${controlView(model, [error && `error-${at}`, `help-${at}`].filter(Boolean).join(' '))}
      ${field.suffix ? html`<span part="field-affix">${field.suffix}</span>` : nothing}
      ${isHidden(field) ? revealView(model, actions) : nothing} ${ticked ? label : nothing}
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

function labelView({ field, at, copy }: FieldModel): TemplateResult {
  const optional = field.optional && field.type !== 'checkbox';
  return html`<label part="field-label" id="label-${at}" for="field-${at}"
    >${field.label}${optional ? html` <span>${copy.optional}</span>` : nothing}</label
  >`;
}

function hasHelp({ field, trimmed }: FieldModel): boolean {
  return Boolean(trimmed || field.help || field.help_url || field.prefix || field.suffix || field.example);
}

function helpView({ field, trimmed, copy }: FieldModel): unknown {
  if (trimmed) return copy.trimmed;
  const { prefix, suffix, example, help_url } = field;
  const words = field.help ?? (prefix || suffix ? copy.between({ prefix, suffix }) : example && copy.example(example));
  return html`${words} ${help_url ? linkView(copy.helpLink, help_url, copy) : nothing}`;
}

// Its name leaves the field's label to the field: a label is to name one control.
function revealView({ at, revealed, copy }: FieldModel, { reveal }: { reveal(at: number): void }): TemplateResult {
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

/** Read from left to right in any language. */
const technical: ReadonlySet<FormField['type']> = new Set(['url', 'email', 'subdomain', 'number', 'date']);

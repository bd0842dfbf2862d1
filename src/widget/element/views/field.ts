import { html, nothing, type TemplateResult } from 'lit';
import { fieldErrorWords, isHidden, type FormField } from '../../core/index.js';
import { breakable } from './breakable.js';
import { controlView } from './control.js';
import type { FieldModel } from './field-model.js';
import { linkView } from './instructions.js';
import { stepGlyphs } from './step-glyphs.js';

export interface FieldActions {
  reveal(at: number): void;
}

/** One field with its label, what stands around it, and what is said below it. The typed value is never in the model. */
export function fieldView(model: FieldModel, actions: FieldActions): TemplateResult {
  const { field, at, flow, copy } = model;
  const { error } = field;
  const ticked = field.type === 'checkbox';
  const label = labelView(model);
  const help = helpView(model);
  return html`<div part=${error ? 'field field-invalid' : 'field'}>
    ${ticked ? nothing : label}
    <div part="control" dir=${technical.has(field.type) || field.prefix || field.suffix ? 'ltr' : nothing}>
      ${affixView(field.prefix)} ${controlView(model, [error && `error-${at}`, `help-${at}`].filter(Boolean).join(' '))}
      ${affixView(field.suffix)} ${isHidden(field) ? revealView(model, actions) : nothing} ${ticked ? label : nothing}
    </div>
    ${
      error
        ? html`<p part="field-error" id="error-${at}">
            ${stepGlyphs.wrong}<span
              >${fieldErrorWords(error, { copy, field, label: field.label, integration: flow.integration.name })}</span
            >
          </p>`
        : nothing
    }
    <p part="field-help" id="help-${at}" ?hidden=${!help}>${help}</p>
  </div>`;
}

function labelView({ field, at, copy }: FieldModel): TemplateResult {
  const optional = field.optional && field.type !== 'checkbox';
  return html`<label part="field-label" id="label-${at}" for="field-${at}"
    ><bdi>${field.label}</bdi>${optional ? html` <span>${copy.optional}</span>` : nothing}</label
  >`;
}

function affixView(words: string | undefined): unknown {
  if (!words) return nothing;
  return html`<span part="field-affix" ?data-scheme=${words.endsWith('://')}>${breakable(words)}</span>`;
}

/** Nothing where there is nothing to say. What an integration says has a direction of its own. */
function helpView({ field, copy }: FieldModel): unknown {
  if (field.trimmed) return copy.trimmed;
  const { prefix, suffix, example, help_url: url } = field;
  const ours = prefix || suffix ? copy.between({ prefix, suffix }) : example && copy.example(example);
  const words = field.help || ours;
  const said = words && html`<bdi>${words}</bdi>`;
  return url ? html`${said} ${linkView(copy.helpLink, url, copy)}` : said;
}

// Its name leaves the field's label to the field: a label is to name one control.
function revealView({ at, field, copy }: FieldModel, { reveal }: FieldActions): TemplateResult {
  const shown = field.revealed;
  return html`<button
    part="field-reveal"
    type="button"
    aria-label=${shown ? copy.hide : copy.reveal}
    aria-describedby="label-${at}"
    @click=${() => reveal(at)}
  >
    ${shown ? stepGlyphs.eyeOff : stepGlyphs.eye}
  </button>`;
}

/** Read from left to right in any language. */
const technical: ReadonlySet<FormField['type']> = new Set(['url', 'email', 'subdomain', 'number', 'date']);

import { html, nothing, type TemplateResult } from 'lit';
import { autofillOf, isHidden, type FormField } from '../../core/index.js';
import type { FieldModel } from './field-model.js';
import { stepGlyphs } from './step-glyphs.js';

/** What a value is given by. It holds the value alone: the form puts in what a field begins with, and takes it out again. */
export function controlView(model: FieldModel, described: string): TemplateResult {
  const { field, at, fields, copy } = model;
  const invalid = field.error !== undefined;
  const hidden = isHidden(field) && !field.revealed;
  const required = !field.optional;
  if (field.type === 'select')
    return html`<select
      part="input"
      id="field-${at}"
      aria-describedby=${described}
      aria-invalid=${invalid}
      aria-required=${required}
    >
      <option value="">${copy.choose}</option>
      ${field.options?.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
    </select>`;
  if (field.type === 'textarea')
    return html`<textarea
      part="input"
      id="field-${at}"
      aria-describedby=${described}
      aria-invalid=${invalid}
      aria-required=${required}
      ?data-hidden=${hidden}
    ></textarea>`;
  const autofill = autofillOf(fields)[at];
  const ours = autofill === 'off';
  return html`${field.type === 'file' ? fileView(model) : nothing}<input
      part="input"
      id="field-${at}"
      type=${hidden ? 'password' : (types[field.type] ?? 'text')}
      inputmode=${modes[field.type] ?? 'text'}
      placeholder=${(field.help && field.example) || nothing}
      aria-describedby=${field.type === 'file' ? `file-${at} ${described}` : described}
      aria-invalid=${invalid}
      aria-required=${required}
      autocomplete=${autofill ?? nothing}
      ?data-1p-ignore=${ours}
      data-lpignore=${ours || nothing}
      data-bwignore=${ours || nothing}
    />`;
}

/** The chosen file's name, below a control that is the whole of it, and the text, which is the value. */
function fileView({ at, field, copy }: FieldModel): TemplateResult {
  return html`<span part="file-name" id="file-${at}">${stepGlyphs.file}${field.file ?? copy.chooseFile}</span
    ><textarea id="text-${at}" hidden></textarea>`;
}

const types: Partial<Record<FormField['type'], string>> = { checkbox: 'checkbox', date: 'date', file: 'file' };
const modes: Partial<Record<FormField['type'], string>> = { url: 'url', email: 'email', number: 'decimal' };

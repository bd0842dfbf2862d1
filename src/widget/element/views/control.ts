import { html, nothing, type TemplateResult } from 'lit';
import { isHidden, type FormField } from '../../core/index.js';
import type { FieldModel } from './field.js';
import { stepGlyphs } from './step-glyphs.js';

/** What a value is given by. It holds the value alone: the form puts in what a field begins with, and takes it out again. */
export function controlView(model: FieldModel, described: string): TemplateResult {
  const { field, at, error, revealed, copy } = model;
  const invalid = error ? 'true' : 'false';
  const required = field.optional ? 'false' : 'true';
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
      rows="4"
      aria-describedby=${described}
      aria-invalid=${invalid}
      aria-required=${required}
      ?data-hidden=${isHidden(field) && !revealed}
    ></textarea>`;
  const theirs = model.autofill === 'off';
  return html`${field.type === 'file' ? fileView(model) : nothing}<input
      part="input"
      id="field-${at}"
      type=${isHidden(field) && !revealed ? 'password' : (types[field.type] ?? 'text')}
      inputmode=${modes[field.type] ?? 'text'}
      placeholder=${(field.help && field.example) || nothing}
      aria-describedby=${field.type === 'file' ? `file-${at} ${described}` : described}
      aria-invalid=${invalid}
      aria-required=${required}
      autocomplete=${model.autofill}
      ?data-1p-ignore=${theirs}
      data-lpignore=${theirs ? 'true' : nothing}
      data-bwignore=${theirs ? 'true' : nothing}
    />`;
}

/** The chosen file's name, below a control that is the whole of it, and the text, which is the value. */
function fileView({ at, file, copy }: FieldModel): TemplateResult {
  return html`<span part="file-name" id="file-${at}">${stepGlyphs.file}${file ?? copy.chooseFile}</span
    ><textarea id="text-${at}" hidden></textarea>`;
}

const types: Partial<Record<FormField['type'], string>> = { checkbox: 'checkbox', date: 'date', file: 'file' };
const modes: Partial<Record<FormField['type'], string>> = { url: 'url', email: 'email', number: 'decimal' };

import type { Copy, FormField } from 'connection-embed/core';
import { element } from './element.js';

export interface FieldRow {
  readonly row: HTMLElement;
  value(): string;
  /** Says below the control what is wrong with it; nothing without words. */
  refuse(words: string): void;
}

interface RowOptions {
  readonly copy: Copy;
  readonly disabled: boolean;
  readonly value: string;
}

/** A label, its control, and what is said below it. */
export function fieldRow(field: FormField, { copy, disabled, value }: RowOptions): FieldRow {
  const { prefix, suffix, help = prefix || suffix ? copy.between({ prefix, suffix }) : '' } = field;
  const control = controlOf(field);
  const below = element('span', { className: 'hint', id: `about-${field.name}` }, help);
  const wrong = element('span', { className: 'wrong', id: `wrong-${field.name}` });
  Object.assign(control, { value: value || (field.default ?? ''), disabled, placeholder: field.example ?? '' });
  control.setAttribute('aria-describedby', `${below.id} ${wrong.id}`);
  return {
    row: element('div', {}, element('label', {}, field.label, control), below, wrong),
    value: () =>
      field.type === 'checkbox' && control instanceof HTMLInputElement ? `${control.checked}` : control.value,
    refuse: (words) => {
      wrong.textContent = words;
      control.setAttribute('aria-invalid', `${words !== ''}`);
    },
  };
}

function controlOf({ type, options = [] }: FormField): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  if (type === 'select')
    return element('select', {}, ...options.map(({ value, label }) => element('option', { value }, label)));
  if (type === 'textarea' || type === 'file') return element('textarea', { rows: 6, spellcheck: false });
  const kinds: Partial<Record<typeof type, string>> = {
    secret: 'password',
    email: 'email',
    date: 'date',
    checkbox: type,
  };
  return element('input', { type: kinds[type] ?? 'text', autocomplete: 'off', spellcheck: false });
}

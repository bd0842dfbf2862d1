import * as z from 'zod/mini';
import type { Field, FieldType } from '../../../contract/index.js';
import { mayHoldSecret } from '../../catalogue/index.js';

const Text = z.nullable(z.string());

/** Apideck's form field: what is asked for, never what was answered. */
export const FormField = z.object({
  id: z.string(),
  label: z.string(),
  placeholder: Text,
  description: Text,
  type: z.enum(['text', 'password', 'url', 'email', 'select', 'checkbox', 'number', 'date', 'textarea']),
  required: z.boolean(),
  custom_field: z.literal(false),
  allow_custom_values: z.literal(false),
  disabled: z.literal(false),
  hidden: z.literal(false),
  deprecated: z.literal(false),
  sensitive: z.boolean(),
  prefix: Text,
  suffix: Text,
  options: z.array(z.object({ label: z.string(), value: z.string(), option_type: z.literal('simple') })),
});
export type FormField = z.infer<typeof FormField>;

export function formFieldOf(field: Field): FormField {
  return {
    id: field.name,
    label: field.label ?? field.name,
    placeholder: field.example ?? null,
    description: field.help ?? null,
    type: types[field.type],
    required: field.optional !== true && field.type !== 'checkbox',
    custom_field: false,
    allow_custom_values: false,
    disabled: false,
    hidden: false,
    deprecated: false,
    sensitive: mayHoldSecret(field),
    prefix: field.prefix ?? null,
    suffix: field.suffix ?? null,
    options: (field.options ?? []).map(({ label, value }) => ({ label, value, option_type: 'simple' })),
  };
}

const types: Record<FieldType, FormField['type']> = {
  text: 'text',
  secret: 'password',
  url: 'url',
  subdomain: 'text',
  email: 'email',
  select: 'select',
  checkbox: 'checkbox',
  number: 'number',
  date: 'date',
  textarea: 'textarea',
  file: 'textarea',
};

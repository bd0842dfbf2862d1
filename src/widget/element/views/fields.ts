import type { TemplateResult } from 'lit';
import { autofillOf, type Copy, type FlowAt, type FormField } from '../../core/index.js';
import { fieldView } from './field.js';

/** A form's fields; what is known of them is by position. */
export interface FieldsModel {
  readonly flow: FlowAt<'filling-form' | 'creating' | 'asking-inputs'>;
  readonly copy: Copy;
  readonly fields: readonly FormField[];
  readonly errors: ReadonlyMap<number, string>;
  readonly revealed: ReadonlySet<number>;
  readonly trimmed: ReadonlySet<number>;
  /** Names of chosen files. */
  readonly files: ReadonlyMap<number, string>;
}

export interface FieldsActions {
  reveal(at: number): void;
}

/** All fields of a form. */
export function fieldViews(model: FieldsModel, actions: FieldsActions): TemplateResult[] {
  const { flow, copy, fields, errors, revealed, trimmed, files } = model;
  const integration = flow.integration.name;
  const autofill = autofillOf(fields);
  return fields.map((field, at) =>
    fieldView(
      {
        field,
        at,
        copy,
        integration,
        autofill: autofill[at] ?? 'off',
        error: errors.get(at),
        revealed: revealed.has(at),
        trimmed: trimmed.has(at),
        file: files.get(at),
      },
      actions,
    ),
  );
}

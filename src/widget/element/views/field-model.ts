import type { Copy, FlowAt, FormField } from '../../core/index.js';

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

/** One of them. */
export interface FieldModel extends FieldsModel {
  readonly field: FormField;
  /** Its position; ids are made of it, so that no name of a field can collide or leak. */
  readonly at: number;
}

import type { Copy, FlowAt, FormField } from '../../core/index.js';

/** A field, and what is known of it beside its value, which stays in its input. */
export interface FieldState extends FormField {
  /** Why its value is refused, as a code. */
  error?: string | undefined;
  /** What of that the server said; it stands until the value is another. */
  refused?: string | undefined;
  revealed?: boolean;
  /** Stray space was taken off. */
  trimmed?: boolean;
  /** The name of the chosen file. */
  file?: string | undefined;
}

export interface FieldsModel {
  readonly flow: FlowAt<'filling-form' | 'creating' | 'asking-inputs'>;
  readonly copy: Copy;
  readonly fields: readonly Readonly<FieldState>[];
}

/** One of them. */
export interface FieldModel extends FieldsModel {
  readonly field: Readonly<FieldState>;
  /** Its position; ids are made of it, so that no name of a field can collide or leak. */
  readonly at: number;
}

import type { FlowAt } from '../../core/index.js';

export type FormFlow = FlowAt<'filling-form' | 'creating' | 'asking-inputs'>;

/** A form that was left half filled in: its values and the names of its files, by position among its fields. */
export interface Draft {
  /** Of its integration. */
  readonly type: string;
  readonly values: readonly string[];
  readonly files: readonly (string | undefined)[];
}

/** Two flows with the same key stand at the same form. */
export function formKey({ step, integration, reconnect = '' }: FormFlow): string {
  return [step === 'asking-inputs', reconnect, integration.type].join(' ');
}

import type { FlowAt } from '../../core/index.js';

export type FormFlow = FlowAt<'filling-form' | 'creating' | 'asking-inputs'>;

/** A form that was left half filled in: its values and the names of its files, by position among its fields. */
export interface Draft {
  readonly values: readonly string[];
  readonly files: ReadonlyMap<number, string>;
}

/** Forms that wait for the user to come back; in memory, and nowhere else. */
export interface Drafts {
  keep(flow: FormFlow, draft: Draft): void;
  of(flow: FormFlow): Draft | undefined;
  /** Forgets those of one integration, or all. */
  drop(type?: string): void;
}

export function createDrafts(): Drafts {
  const drafts = new Map<string, { type: string; draft: Draft }>();
  return {
    keep: (flow, draft) => void drafts.set(formKey(flow), { type: flow.integration.type, draft }),
    of: (flow) => drafts.get(formKey(flow))?.draft,
    drop(type) {
      for (const [key, one] of drafts) if (type === undefined || one.type === type) drafts.delete(key);
    },
  };
}

/** Two flows with the same key stand at the same form. */
export function formKey({ step, integration, reconnect = '' }: FormFlow): string {
  return [step === 'asking-inputs', reconnect, integration.type].join(' ');
}

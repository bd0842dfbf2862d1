import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { positionOf, type FlowAt, type FormField } from '../../core/index.js';
import { fieldView, type FieldActions, type FieldModel } from './field.js';
import { iconView } from './icon.js';
import { instructionsView } from './instructions.js';
import { backView } from './message.js';
import { problemWords, type ProblemWordsOptions } from './problem-words.js';
import { stepGlyphs } from './step-glyphs.js';

export interface FormModel extends ProblemWordsOptions {
  readonly flow: FlowAt<'filling-form' | 'creating'>;
  readonly fields: readonly FormField[];
  readonly errors: ReadonlyMap<number, string>;
  readonly revealed: ReadonlySet<number>;
  readonly trimmed: ReadonlySet<number>;
  readonly preset: boolean;
}

export interface FormActions extends FieldActions {
  back(): void;
  submit(event: SubmitEvent): void;
}

/**
 * The token form, one view for filling in and sending so that what was typed stays. Its fields have no names and it
 * posts: were the handler missing, the browser could not put a secret into an address.
 */
export function formView(model: FormModel, actions: FormActions): TemplateResult {
  const { flow, copy } = model;
  const busy = flow.step === 'creating';
  return html`<div part="body">
    <div part="scroller">
      ${model.preset ? html`<span part="back"></span>` : backView(copy, busy ? undefined : actions)}
      <div part="heading">
        ${iconView(flow.integration)}
        <h2 part="title" id="form-title" tabindex="-1" data-focus>${copy.connectTitle(flow.integration.name)}</h2>
      </div>
      ${instructionsView(flow.integration.token_instructions ?? [], copy)}
      <form
        part="form"
        method="post"
        novalidate
        aria-labelledby="form-title"
        aria-busy=${busy ? 'true' : 'false'}
        @submit=${actions.submit}
      >
        ${bannerView(model)}
        ${keyed(
          flow.integration.type,
          model.fields.map((field, at) => fieldView(fieldModel(model, field, at), actions)),
        )}
        <button part="button button-primary submit" type="submit" aria-disabled=${busy ? 'true' : nothing}>
          ${busy ? html`<span part="spinner"></span>${copy.connecting}` : copy.connect}
        </button>
      </form>
    </div>
  </div>`;
}

function fieldModel({ flow, copy, errors, revealed, trimmed }: FormModel, field: FormField, at: number): FieldModel {
  return {
    field,
    at,
    copy,
    integration: flow.integration.name,
    error: errors.get(at),
    revealed: revealed.has(at),
    trimmed: trimmed.has(at),
  };
}

/** A refusal of the whole; one that names a field is said there, and stays away from here when it is mended there. */
function bannerView(model: FormModel): TemplateResult | typeof nothing {
  const { flow, fields } = model;
  if (flow.step !== 'filling-form' || !flow.failure) return nothing;
  if (flow.failure.errors?.some(({ path }) => (positionOf(path) ?? fields.length) < fields.length)) return nothing;
  const words = problemWords(flow, model);
  return html`<div part="banner">
    ${stepGlyphs.warning}
    <p><strong>${words?.title}</strong> ${words?.text}</p>
  </div>`;
}

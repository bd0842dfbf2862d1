import { html, nothing, type TemplateResult } from 'lit';
import { renewedAccount } from '../../core/index.js';
import { bannerView } from './banner.js';
import { fieldView, type FieldActions } from './field.js';
import type { FieldsModel } from './field-model.js';
import { headingView } from './heading.js';
import { instructionsView } from './instructions.js';
import { backView } from './message.js';
import type { ProblemWordsOptions } from './problem-words.js';

export interface FormModel extends ProblemWordsOptions, FieldsModel {
  readonly preset: boolean;
  /** Something may lie over it. */
  readonly obscured: boolean;
}

export interface FormActions extends FieldActions {
  back(): void;
  /** The user has left a field, or changed it. */
  left(event: Event): void;
  changed(event: Event): void;
  submit(event: SubmitEvent): void;
}

/**
 * A form, one view for filling in and sending so that what was typed stays. Its fields have no names and it posts: were
 * the handler missing, the browser could not put a secret into an address.
 */
export function formView(model: FormModel, actions: FormActions): TemplateResult {
  const { flow, copy } = model;
  const busy = flow.step === 'creating';
  const asking = flow.step === 'asking-inputs';
  const { name, token_instructions = [] } = flow.integration;
  const renewing = flow.reconnect !== undefined;
  const backTo = renewing ? copy.accountsTitle(name) : copy.back;
  const send = asking ? copy.continueTo(name) : renewing ? copy.renew.token : copy.connect;
  const heading = asking
    ? copy.askingInputs({ product: copy.product, integration: name })
    : { title: (renewing ? copy.reconnectTitle : copy.connectTitle)(name), text: renewedAccount(flow) };
  return html`<div part="body">
    <div part="scroller">
      ${model.preset ? nothing : backView(copy, busy ? undefined : actions, backTo)}
      ${headingView(flow.integration, heading)} ${asking ? nothing : instructionsView(token_instructions, copy)}
      <form
        part="form"
        id="form"
        method="post"
        novalidate
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-labelledby="form-title"
        aria-busy=${busy}
        @input=${actions.changed}
        @focusout=${actions.left}
        @submit=${actions.submit}
      >
        ${bannerView(model)} ${model.fields.map((field, at) => fieldView({ ...model, field, at }, actions))}
      </form>
    </div>
    <div part="actions actions-foot">
      <button
        part="button button-primary submit"
        type="submit"
        form="form"
        aria-disabled=${busy || model.obscured || nothing}
        aria-describedby=${model.obscured ? 'obscured' : nothing}
      >
        ${busy ? html`<span part="spinner"></span>${copy.connecting}` : send}
      </button>
    </div>
  </div>`;
}

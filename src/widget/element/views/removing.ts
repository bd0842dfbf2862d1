import { html, nothing, type TemplateResult } from 'lit';
import { accountName } from '../../core/index.js';
import { noticeView } from './banner.js';
import { integrationOf } from './integration-of.js';
import { figureView, messageView, type MessageModel } from './message.js';
import { problemWords } from './problem-words.js';
import { whole } from './whole.js';

export interface RemovingActions {
  keep(): void;
  remove(): void;
}

/** Asks before an account is removed, says that it is going, or why it could not. Keeping it has the focus at first. */
export function removingView(model: MessageModel<'removing'>, actions: RemovingActions): TemplateResult {
  const { flow, copy } = model;
  const { connection, busy } = flow;
  const integration = integrationOf(flow.integration, connection);
  const account = accountName(connection) ?? copy.account;
  const { title, text } = copy.removeAsk({ product: copy.product, account, integration: integration.name });
  const failed = problemWords(flow, model);
  return messageView(
    html`${figureView(integration)}
      <h2 part="title">${whole(title, account)}</h2>
      <p part="description" id="removal">${whole(text, integration.name)}</p>
      ${failed ? noticeView(html`<strong>${failed.title}</strong> ${copy.notRemoved}`) : nothing}
      <div part="actions actions-stacked">
        <button part="button" aria-disabled=${busy} data-focus @click=${actions.keep}>${copy.keep}</button>
        <button part="button button-danger" aria-disabled=${busy} aria-describedby="removal" @click=${actions.remove}>
          ${busy ? html`<span part="spinner"></span>${copy.removing}` : copy.remove}
        </button>
      </div>`,
  );
}

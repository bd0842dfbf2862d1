import { html, nothing, type TemplateResult } from 'lit';
import {
  backView,
  figureView,
  messageView,
  permissionsView,
  primary,
  secondary,
  wordsView,
  type MessageActions,
  type MessageModel,
} from './message.js';

/** The click that a sign-in needs: when the host page chose the integration, and wherever this page itself will leave. */
export function confirmingView(model: MessageModel<'confirming'>, actions: MessageActions): TemplateResult {
  const { copy, flow, preset, inApp, authMode } = model;
  const { name } = flow.integration;
  const { title, text } = inApp ? copy.inApp(name) : copy.confirming(name);
  const leaves = !inApp && authMode === 'redirect';
  return messageView(
    html`${figureView(flow.integration)} ${wordsView(title, leaves ? copy.waiting.here(name).text : text, name)}
      ${permissionsView(model.line)}
      <div part="actions actions-stacked">
        ${inApp ? primary(model.copied ? copy.copied : copy.copyLink, actions.copyLink) : nothing}
        ${(inApp ? secondary : primary)(copy.continueTo(name), actions.confirm)}
      </div>`,
    preset ? nothing : backView(copy, actions),
  );
}

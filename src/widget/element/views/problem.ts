import { html, nothing, type TemplateResult } from 'lit';
import { renewedAccount } from '../../core/index.js';
import { problems } from '../../../contract/problem.js';
import { messageView, primary, secondary, wordsView, type MessageActions, type MessageModel } from './message.js';
import { problemWords } from './problem-words.js';
import { stepGlyphs } from './step-glyphs.js';

/** What happened, the way on, and quietly what support asks for. */
export function problemView(model: MessageModel<'problem'>, actions: MessageActions): TemplateResult {
  const { flow, copy } = model;
  const { code, request_id } = flow.failure;
  const { title, text } = problemWords(flow, model);
  const details = request_id ? `${code} · ${request_id}` : code;
  const mismatch = code === 'account_mismatch';
  const again = problems[code].recoverable || !flow.picker || model.preset;
  const others = flow.picker && !model.preset;
  return messageView(
    html`<span part="figure figure-problem">${stepGlyphs.warning}</span>
      ${wordsView(title, text, flow.integration?.name, renewedAccount(flow))}
      <div part="actions actions-stacked">
        ${again ? primary(mismatch ? copy.renew.oauth2 : copy.retry, actions.retry) : nothing}
        ${mismatch && model.mayCreate ? secondary(copy.connectSeparately, actions.connectSeparately) : nothing}
        ${others ? (again ? secondary : primary)(copy.chooseOther, actions.back) : nothing}
      </div>
      <button part="details" title=${copy.copyDetails} @click=${() => actions.copyDetails(details)}>
        ${details}${model.copied ? stepGlyphs.check : stepGlyphs.copy}
      </button>`,
  );
}

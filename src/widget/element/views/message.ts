import { html, nothing, type TemplateResult } from 'lit';
import type { Integration } from '../../../contract/index.js';
import { problems } from '../../../contract/problem.js';
import type { Copy, FlowAt } from '../../core/index.js';
import type { AuthMode } from '../options.js';
import { iconView } from './icon.js';
import { problemWords, type ProblemWordsOptions } from './problem-words.js';
import { stepGlyphs } from './step-glyphs.js';

export interface MessageActions {
  confirm(): void;
  back(): void;
  retry(): void;
  /** Another window for the same choice, or the first one where it was blocked. */
  reopen(): void;
  continueHere(): void;
  done(): void;
  another(): void;
  copyDetails(text: string): void;
}

export interface MessageModel<
  S extends 'confirming' | 'waiting' | 'connected' | 'problem',
> extends ProblemWordsOptions {
  readonly flow: FlowAt<S>;
  readonly authMode: AuthMode;
  /** The host page chose the integration, so there is no list to go back to. */
  readonly preset: boolean;
  readonly detailsCopied: boolean;
}

/** The click that a sign-in window needs, when the host page chose the integration. */
export function confirmingView(model: MessageModel<'confirming'>, actions: MessageActions): TemplateResult {
  const { copy, flow, preset } = model;
  const { title, text } = copy.confirming(flow.integration.name);
  return html`<div part="body">
    <div part="scroller">
      ${preset ? nothing : backView(copy, actions)}
      <div part="message">
        ${figureView(flow.integration)} ${wordsView(title, text)}
        <div part="actions actions-stacked">${primary(copy.continueTo(flow.integration.name), actions.confirm)}</div>
      </div>
    </div>
  </div>`;
}

/** The user is signing in elsewhere; what is known of that place changes the words and the offers, never the result. */
export function waitingView(
  { flow, copy, authMode }: MessageModel<'waiting'>,
  actions: MessageActions,
): TemplateResult {
  const { name } = flow.integration;
  const { title, text } = copy.waiting[flow.window](name);
  const { window } = flow;
  const stands = window === 'blocked' || window === 'returned';
  const elsewhere = window === 'open' || window === 'closed' || window === 'blocked';
  return html`<div part="body">
    <div part="scroller">
      <div part="message">
        ${figureView(flow.integration, stands ? nothing : stepGlyphs.ring)} ${wordsView(title, text)}
        <div part=${stands ? 'actions actions-stacked' : 'actions'}>
          ${window === 'blocked' ? primary(copy.openWindow, actions.reopen) : nothing}
          ${window === 'returned' ? primary(copy.continueTo(name), actions.continueHere) : nothing}
          ${window === 'open' || window === 'closed' ? secondary(copy.reopen, actions.reopen) : nothing}
          ${secondary(copy.cancel, actions.back)}
          ${
            elsewhere && authMode === 'auto'
              ? html`<button part="link" type="button" @click=${actions.continueHere}>${copy.continueHere}</button>`
              : nothing
          }
        </div>
      </div>
    </div>
  </div>`;
}

/** Done, and for whom. */
export function connectedView(
  { flow, copy, preset }: MessageModel<'connected'>,
  actions: MessageActions,
): TemplateResult {
  const { connection, reconnected } = flow;
  const integration = flow.integration ?? {
    type: connection.integration_type,
    name: connection.integration_name ?? connection.integration_type,
    categories: [],
  };
  const who = connection.auth?.emails?.[0] ?? connection.auth?.name;
  return html`<div part="body">
    <div part="scroller">
      <div part="message">
        ${figureView(integration, html`<span part="badge">${stepGlyphs.check}</span>`)}
        ${wordsView(copy.connected({ integration: integration.name, reconnected }), who && copy.signedInAs(who))}
        <div part="actions actions-stacked">
          ${primary(copy.done, actions.done)} ${preset ? nothing : secondary(copy.connectAnother, actions.another)}
        </div>
      </div>
    </div>
  </div>`;
}

/** What happened, the way on, and quietly what support asks for. */
export function problemView(model: MessageModel<'problem'>, actions: MessageActions): TemplateResult {
  const { flow, copy } = model;
  const { code, request_id } = flow.failure;
  const { title, text } = problemWords(flow, model);
  const details = request_id ? `${code} · ${request_id}` : code;
  const again = problems[code].recoverable || !flow.picker || model.preset;
  const others = flow.picker && !model.preset;
  return html`<div part="body">
    <div part="scroller">
      <div part="message">
        <span part="figure figure-problem">${stepGlyphs.warning}</span> ${wordsView(title, text)}
        <div part="actions actions-stacked">
          ${again ? primary(copy.retry, actions.retry) : nothing}
          ${others ? (again ? secondary : primary)(copy.chooseOther, actions.back) : nothing}
        </div>
        <button part="details" type="button" title=${copy.copyDetails} @click=${() => actions.copyDetails(details)}>
          ${model.detailsCopied ? copy.detailsCopied : details}
        </button>
      </div>
    </div>
  </div>`;
}

/** Back to the list; without actions it stands there for its place alone. */
export function backView(copy: Copy, actions: Pick<MessageActions, 'back'> | undefined): TemplateResult {
  return html`<button
    part="back"
    type="button"
    aria-disabled=${actions ? 'false' : 'true'}
    @click=${() => actions?.back()}
  >
    ${stepGlyphs.back}${copy.back}
  </button>`;
}

function figureView(integration: Integration, around: unknown = nothing): TemplateResult {
  return html`<span part="figure">${iconView(integration)}${around}</span>`;
}

function wordsView(title: string, text: string | undefined): TemplateResult {
  return html`<h2 part="title" tabindex="-1" data-focus>${title}</h2>
    ${text ? html`<p part="description">${text}</p>` : nothing}`;
}

function primary(words: string, onClick: () => void): TemplateResult {
  return html`<button part="button button-primary" type="button" @click=${onClick}>${words}</button>`;
}

function secondary(words: string, onClick: () => void): TemplateResult {
  return html`<button part="button" type="button" @click=${onClick}>${words}</button>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { Integration } from '../../../contract/index.js';
import type { Copy, FlowAt, Step } from '../../core/index.js';
import type { AuthMode } from '../options.js';
import { iconView } from './icon.js';
import type { ProblemWordsOptions } from './problem-words.js';
import { stepGlyphs } from './step-glyphs.js';
import { whole } from './whole.js';

/** What a step that says one thing is drawn from. */
export interface MessageModel<S extends Step> extends ProblemWordsOptions {
  readonly flow: FlowAt<S>;
  readonly authMode: AuthMode;
  /** The host page chose the integration, so there is no list to go back to. */
  readonly preset: boolean;
  /** What the user was offered to copy has been. */
  readonly copied: boolean;
  /** What the page will be able to do, in one line; empty when nothing is asked for. */
  readonly line: string;
  /** Inside another app, where this page leaves for the provider. */
  readonly inApp: boolean;
  /** Whether a new connection may be made. */
  readonly mayCreate: boolean;
}

export interface MessageActions {
  confirm(): void;
  back(): void;
  retry(): void;
  /** Another window for the same choice, or the first one where it was blocked. */
  reopen(): void;
  continueHere(): void;
  connectSeparately(): void;
  done(): void;
  another(): void;
  copyDetails(text: string): void;
  /** The address of this page, for a browser outside the app. */
  copyLink(): void;
}

/** The frame of such a step: one thing in the middle, and the way back above it where there is one. */
export function messageView(content: unknown, above: unknown = nothing): TemplateResult {
  return html`<div part="body">
    <div part="scroller">
      ${above}
      <div part="message">${content}</div>
    </div>
  </div>`;
}

/** Back to where the user came from; without actions it stands there for its place alone. */
export function backView(
  copy: Copy,
  actions: Pick<MessageActions, 'back'> | undefined,
  words = copy.back,
): TemplateResult {
  return html`<button part="back" aria-disabled=${!actions} @click=${() => actions?.back()}>
    ${stepGlyphs.back}${words}
  </button>`;
}

export function figureView(integration: Integration, around: unknown = nothing): TemplateResult {
  return html`<span part="figure">${iconView(integration)}${around}</span>`;
}

/** A `name` in the title is not parted over two lines, nor is one in the text, be it another. */
export function wordsView(title: string, text: string | undefined, name = '', other = name): TemplateResult {
  return html`<h2 part="title" tabindex="-1" data-focus>${whole(title, name)}</h2>
    ${text ? html`<p part="description">${whole(text, other)}</p>` : nothing}`;
}

/** What the page will be able to do, before the user leaves to agree to it. */
export function permissionsView(line: string): TemplateResult | typeof nothing {
  return line ? html`<p part="permissions">${line}</p>` : nothing;
}

export function primary(words: string, onClick: () => void): TemplateResult {
  return html`<button part="button button-primary" @click=${onClick}>${words}</button>`;
}

export function secondary(words: string, onClick: () => void): TemplateResult {
  return html`<button part="button" @click=${onClick}>${words}</button>`;
}

export function linkView(words: string, onClick: () => void): TemplateResult {
  return html`<button part="link" @click=${onClick}>${words}</button>`;
}

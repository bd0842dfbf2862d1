import { html, nothing, type TemplateResult } from 'lit';
import {
  figureView,
  linkView,
  messageView,
  permissionsView,
  primary,
  secondary,
  wordsView,
  type MessageActions,
  type MessageModel,
} from './message.js';
import { stepGlyphs } from './step-glyphs.js';

/** The user is signing in elsewhere; what is known of that place changes the words and the offers, never the result. */
export function waitingView(
  { flow, copy, authMode, line }: MessageModel<'waiting'>,
  actions: MessageActions,
): TemplateResult {
  const { name } = flow.integration;
  const { window } = flow;
  const { title, text } = copy.waiting[window](name);
  const stands = window === 'blocked' || window === 'returned';
  const away = window === 'open' || window === 'closed';
  return messageView(
    html`${figureView(flow.integration, stands ? nothing : stepGlyphs.ring)} ${wordsView(title, text, name)}
      ${permissionsView(line)}
      <div part=${stands ? 'actions actions-stacked' : 'actions'}>
        ${window === 'blocked' ? primary(copy.openWindow, actions.reopen) : nothing}
        ${window === 'returned' ? primary(copy.continueTo(name), actions.continueHere) : nothing}
        ${away ? secondary(copy.reopen, actions.reopen) : nothing} ${secondary(copy.cancel, actions.back)}
        ${
          authMode === 'auto' && (away || window === 'blocked')
            ? linkView(copy.continueHere, actions.continueHere)
            : nothing
        }
      </div>`,
  );
}

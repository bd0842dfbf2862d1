import { html, nothing, type TemplateResult } from 'lit';
import { accountName } from '../../core/index.js';
import { noticeView } from './banner.js';
import { integrationOf } from './integration-of.js';
import {
  figureView,
  messageView,
  primary,
  secondary,
  wordsView,
  type MessageActions,
  type MessageModel,
} from './message.js';
import { stepGlyphs } from './step-glyphs.js';

/** Done, for whom, and what was held back of what was asked for. */
export function connectedView(
  { flow, copy, preset }: MessageModel<'connected'>,
  actions: MessageActions,
): TemplateResult {
  const { connection, reconnected, denied: permissions } = flow;
  const integration = integrationOf(flow.integration, connection);
  const { name } = integration;
  const who = accountName(connection);
  return messageView(
    html`${figureView(integration, html`<span part="badge">${stepGlyphs.check}</span>`)}
      ${wordsView(copy.connected({ integration: name, reconnected }), who && copy.signedInAs(who), name, who)}
      ${permissions ? noticeView(copy.notGranted({ product: copy.product, integration: name, permissions }), 'banner banner-warning') : nothing}
      <div part="actions actions-stacked">
        ${primary(copy.done, actions.done)} ${preset ? nothing : secondary(copy.connectAnother, actions.another)}
      </div>`,
  );
}

import { html, nothing, type TemplateResult } from 'lit';
import type { AuthMethod, Connection, Integration } from '../../../contract/index.js';
import type { Copy, FlowAt } from '../../core/index.js';
import { accountView, type AccountActions } from './account.js';
import { headingView } from './heading.js';
import { integrationOf } from './integration-of.js';
import { backView, secondary } from './message.js';

export interface ManagingModel {
  readonly flow: FlowAt<'managing'>;
  readonly copy: Copy;
  /** Milliseconds since 1970. */
  readonly now: number;
  renewalOf(connection: Connection): AuthMethod | undefined;
  readonly mayRemove: boolean;
  readonly mayCreate: boolean;
}

export interface ManagingActions extends AccountActions {
  back(): void;
  add(integration: Integration): void;
}

/** The end user's accounts at one integration. */
export function managingView(model: ManagingModel, actions: ManagingActions): TemplateResult {
  const { flow, copy, now, mayRemove } = model;
  const accounts = flow.picker.connections.filter(({ integration_type }) => integration_type === flow.type);
  const integration = integrationOf(flow.integration, accounts[0]);
  const { name } = integration;
  return html`<div part="body">
    <div part="scroller">
      ${backView(copy, actions)}${headingView(integration, { title: copy.accountsTitle(name) })}
      <ul part="accounts" role="list" aria-labelledby="form-title">
        ${accounts.map((connection, at) =>
          accountView(
            { connection, integration: name, copy, at, now, renewal: model.renewalOf(connection), mayRemove },
            actions,
          ),
        )}
      </ul>
    </div>
    ${
      flow.integration && model.mayCreate
        ? html`<div part="actions actions-foot">${secondary(copy.addAccount, () => actions.add(integration))}</div>`
        : nothing
    }
  </div>`;
}

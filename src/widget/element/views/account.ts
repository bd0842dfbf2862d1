import { html, nothing, type TemplateResult } from 'lit';
import type { AuthMethod, Connection } from '../../../contract/index.js';
import { accountName, healthOf, type Copy } from '../../core/index.js';
import { breakable } from './breakable.js';
import { healthView } from './health.js';

export interface AccountModel {
  readonly connection: Connection;
  /** Name of the integration it is at. */
  readonly integration: string;
  readonly copy: Copy;
  readonly at: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How it can be authorised again; undefined where it cannot, or may not. */
  readonly renewal: AuthMethod | undefined;
  readonly mayRemove: boolean;
}

export interface AccountActions {
  renew(connection: Connection): void;
  askRemoval(connection: Connection): void;
}

/** One account: whose it is, since when, how it is, and what can be done about it. */
export function accountView(model: AccountModel, actions: AccountActions): TemplateResult {
  const { connection, integration, copy, at, renewal } = model;
  const health = healthOf(connection, model.now);
  const until = connection.expires_at === undefined ? undefined : new Date(connection.expires_at);
  const renew = health === 'needs_reauth' ? 'button button-primary' : health === 'expiring' ? 'button' : undefined;
  const button = (words: string, onClick: () => void, part = 'link link-quiet'): TemplateResult =>
    html`<button part=${part} aria-describedby="account-${at}" @click=${onClick}>${words}</button>`;
  return html`<li part="account">
    <p part="account-text">
      <strong part="account-name" id="account-${at}"
        ><bdi>${breakable(accountName(connection) ?? copy.account)}</bdi></strong
      >
      ${copy.connectedOn(new Date(connection.created_at))}
    </p>
    ${healthView({ health }, copy)}
    ${
      // What it says to do has to be possible here.
      health === 'healthy' || (health !== 'paused' && !renewal)
        ? nothing
        : html`<p part="account-detail">${copy.healthDetail[health]({ product: copy.product, integration, until })}</p>`
    }
    <div part="actions">
      ${renewal ? button(copy.renew[renewal], () => actions.renew(connection), renew) : nothing}
      ${model.mayRemove ? button(copy.remove, () => actions.askRemoval(connection)) : nothing}
    </div>
  </li>`;
}

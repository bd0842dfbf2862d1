import type { ConnectionEmbed } from '../../src/widget/element/index.js';

/** What a page can listen for, beside `connection-created`. */
export const events = ['connection-failed', 'connection-removed', 'integration-select', 'embed-close'] as const;
export type EventName = (typeof events)[number];

export const actions = ['create', 'list', 'reconnect', 'remove'] as const;

/** Everything the configurator sets. Nothing in it is secret: there is no field for a key. */
export interface Settings {
  /** Where the connection server is mounted. */
  readonly endpoint: string;
  /** The embedder's own route for sessions; empty where the server itself knows who is signed in. */
  readonly sessionUrl: string;
  /** Origin of the page that holds the tag; empty is the server's own. */
  readonly origin: string;
  readonly authMode: ConnectionEmbed['authMode'];
  readonly events: readonly EventName[];
  readonly permissions: readonly string[];
  readonly categories: readonly string[];
  readonly allow: readonly (typeof actions)[number][];
  readonly display: 'inline' | 'popover' | 'dialog';
  readonly theme: ConnectionEmbed['theme'];
  /** BCP 47; empty is the language of the page. */
  readonly lang: string;
  /** By the end of their name. */
  readonly variables: Readonly<Record<string, string>>;
}

export const defaults: Settings = {
  endpoint: 'https://app.acme.com/connect',
  sessionUrl: '',
  origin: '',
  authMode: 'auto',
  events: [],
  permissions: ['crm_contact_read', 'crm_deal_read'],
  categories: [],
  allow: ['create', 'list'],
  display: 'inline',
  theme: 'auto',
  lang: '',
  variables: {},
};

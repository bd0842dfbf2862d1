import type { ConnectionEmbed } from './connection-embed.js';
import type {
  ConnectionCreatedEvent,
  ConnectionFailedEvent,
  ConnectionFailure,
  ConnectionRemovedEvent,
  CreatedConnection,
  EmbedCloseEvent,
  EmbedReadyEvent,
  IntegrationSelectEvent,
} from './events.js';
import type { Display, EmbedOptions } from './options.js';

/** What a framework's wrapper takes and writes as attributes, in camel case, so that a server can write them too. */
export interface EmbedAttributes extends Partial<Omit<EmbedOptions, 'fetchSession' | 'source'>> {
  display?: Display | undefined;
  /** Id of the page's own button that opens a popover or dialog. */
  for?: string | undefined;
  theme?: 'auto' | 'light' | 'dark' | undefined;
  lang?: string | undefined;
  withoutSearch?: boolean | undefined;
  withoutCategories?: boolean | undefined;
  /** The same as `environment`, by the name that Unified.to's guide gives it. */
  environmentId?: string | undefined;
  /** The same as `permissions`, by the name that Unified.to's embeds give them. */
  scopes?: readonly string[] | string | undefined;
}

/** What a wrapper takes and sets as properties, because no attribute can hold it. */
export interface EmbedProperties {
  fetchSession?: EmbedOptions['fetchSession'];
  source?: EmbedOptions['source'];
  copy?: ConnectionEmbed['copy'];
  /** The page's own button that opens a popover or dialog, where `for` cannot name it. */
  trigger?: HTMLElement | null | undefined;
}

/** The attributes of the tag by the names they have in HTML; undefined is absent. */
export function attributesOf(props: EmbedAttributes): Record<string, string | undefined> {
  const { endpoint, integration, display, theme, lang } = props;
  return {
    lang,
    endpoint,
    'workspace-id': props.workspaceId,
    environment: props.environment ?? props.environmentId,
    'session-url': props.sessionUrl,
    categories: props.categories?.toString(),
    integrations: props.integrations?.toString(),
    permissions: (props.permissions ?? props.scopes)?.toString(),
    integration,
    'auth-mode': props.authMode,
    display,
    for: props.for,
    theme,
    'without-search': props.withoutSearch ? '' : undefined,
    'without-categories': props.withoutCategories ? '' : undefined,
  };
}

/** What a wrapper calls its listeners with: what happened first, the event itself last. */
export interface EmbedCalls {
  'connection-created': [connection: CreatedConnection, event: ConnectionCreatedEvent];
  'connection-failed': [failure: ConnectionFailure, event: ConnectionFailedEvent];
  'connection-removed': [id: string, event: ConnectionRemovedEvent];
  'integration-select': [event: IntegrationSelectEvent];
  'embed-ready': [event: EmbedReadyEvent];
  'embed-close': [event: EmbedCloseEvent];
}

export type EmbedListeners = { readonly [Type in keyof EmbedCalls]: (...call: EmbedCalls[Type]) => void };

/** Has `listeners` called for the events of `element`, until what is returned is called. */
export function listen(element: HTMLElement, listeners: EmbedListeners): () => void {
  const over = new AbortController();
  const on = <Type extends keyof EmbedCalls>(type: Type, hear: (event: HTMLElementEventMap[Type]) => void): void =>
    element.addEventListener(type, hear, { signal: over.signal });
  on('connection-created', (event) => listeners['connection-created'](event.detail.connection, event));
  on('connection-failed', (event) => listeners['connection-failed'](event.detail, event));
  on('connection-removed', (event) => listeners['connection-removed'](event.detail.id, event));
  on('integration-select', (event) => listeners['integration-select'](event));
  on('embed-ready', (event) => listeners['embed-ready'](event));
  on('embed-close', (event) => listeners['embed-close'](event));
  return () => over.abort();
}

import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type CSSProperties,
} from 'react';
import {
  defineConnectionEmbed,
  type AuthMode,
  type ConnectionCreatedEvent,
  type ConnectionEmbed as ConnectionEmbedElement,
  type ConnectionFailedEvent,
  type ConnectionFailure,
  type ConnectionSource,
  type CopyOverrides,
  type CreatedConnection,
  type EmbedCloseEvent,
  type EmbedOptions,
  type EmbedReadyEvent,
  type IntegrationSelectEvent,
} from '../element/index.js';

export type { ConnectionEmbedElement, ConnectionFailure, CreatedConnection };

/** The tag's attributes and properties in camel case, and a callback for each of its events. */
export interface ConnectionEmbedProps {
  endpoint?: string | undefined;
  workspaceId?: string | undefined;
  environment?: string | undefined;
  sessionUrl?: string | undefined;
  categories?: readonly string[] | undefined;
  integrations?: readonly string[] | undefined;
  permissions?: readonly string[] | undefined;
  integration?: string | undefined;
  authMode?: AuthMode | undefined;
  theme?: 'auto' | 'light' | 'dark' | undefined;
  lang?: string | undefined;
  withoutSearch?: boolean | undefined;
  withoutCategories?: boolean | undefined;
  fetchSession?: EmbedOptions['fetchSession'];
  source?: ConnectionSource | undefined;
  copy?: CopyOverrides | undefined;
  id?: string | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  onConnectionCreated?: ((connection: CreatedConnection, event: ConnectionCreatedEvent) => void) | undefined;
  onConnectionFailed?: ((failure: ConnectionFailure, event: ConnectionFailedEvent) => void) | undefined;
  onIntegrationSelect?: ((event: IntegrationSelectEvent) => void) | undefined;
  onEmbedReady?: ((event: EmbedReadyEvent) => void) | undefined;
  onEmbedClose?: ((event: EmbedCloseEvent) => void) | undefined;
}

defineConnectionEmbed();

// React 18 warns of layout effects on the server, where no effect runs anyway.
const useBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/**
 * `<connection-embed>` for React 18 and 19. The callbacks called are always those of the last render; new arrays,
 * functions and objects that say the same as before do not make the tag ask the server again. `ref` is the element.
 */
export const ConnectionEmbed = forwardRef<ConnectionEmbedElement, ConnectionEmbedProps>(
  function ConnectionEmbed(props, ref) {
    const element = useRef<ConnectionEmbedElement>(null);
    const latest = useRef(props);
    const { fetchSession, source, copy } = props;

    useImperativeHandle<ConnectionEmbedElement | null, ConnectionEmbedElement | null>(ref, () => element.current, []);
    useBeforePaint(() => {
      latest.current = props;
    });
    useBeforePaint(() => {
      if (element.current) Object.assign(element.current, { fetchSession, source, copy });
    }, [fetchSession, source, copy]);
    useBeforePaint(() => (element.current ? listen(element.current, latest) : undefined), []);

    return createElement('connection-embed', { ref: element, ...attributesOf(props) });
  },
);

/** Attributes that both versions of React write to a custom element alike, on the server too. */
function attributesOf(props: ConnectionEmbedProps): Record<string, unknown> {
  const { endpoint, environment, categories, integrations, permissions, integration, theme, lang, id, style } = props;
  return {
    id,
    style,
    class: props.className,
    lang,
    endpoint,
    'workspace-id': props.workspaceId,
    environment,
    'session-url': props.sessionUrl,
    categories: categories?.join(),
    integrations: integrations?.join(),
    permissions: permissions?.join(),
    integration,
    'auth-mode': props.authMode,
    theme,
    'without-search': props.withoutSearch ? '' : undefined,
    'without-categories': props.withoutCategories ? '' : undefined,
  };
}

function listen(element: ConnectionEmbedElement, latest: { readonly current: ConnectionEmbedProps }): () => void {
  const over = new AbortController();
  const { signal } = over;
  const on = <Type extends keyof EmbedEvents>(type: Type, hear: (event: EmbedEvents[Type]) => void): void =>
    element.addEventListener(type, hear, { signal });
  on('connection-created', (event) => latest.current.onConnectionCreated?.(event.detail.connection, event));
  on('connection-failed', (event) => latest.current.onConnectionFailed?.(event.detail, event));
  on('integration-select', (event) => latest.current.onIntegrationSelect?.(event));
  on('embed-ready', (event) => latest.current.onEmbedReady?.(event));
  on('embed-close', (event) => latest.current.onEmbedClose?.(event));
  return () => over.abort();
}

type EmbedEvents = Pick<
  HTMLElementEventMap,
  'connection-created' | 'connection-failed' | 'integration-select' | 'embed-ready' | 'embed-close'
>;

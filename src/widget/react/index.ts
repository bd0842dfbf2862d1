'use client';

import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type CSSProperties,
  type ReactNode,
} from 'react';
import {
  defineConnectionEmbed,
  type ConnectionEmbed as ConnectionEmbedElement,
  type ConnectionFailure,
  type CreatedConnection,
} from '../element/index.js';
import {
  attributesOf,
  listen,
  type EmbedAttributes,
  type EmbedCalls,
  type EmbedProperties,
} from '../element/wrapper.js';

export type { ConnectionEmbedElement, ConnectionFailure, CreatedConnection };
export type { ConnectionEmbedTag } from './jsx.js';

type Callback<Type extends keyof EmbedCalls> = ((...call: EmbedCalls[Type]) => void) | undefined;

/** The tag's attributes and properties in camel case, and a callback for each of its events. */
export interface ConnectionEmbedProps extends EmbedAttributes, EmbedProperties {
  id?: string | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  /** What stands in the tag's slots. */
  children?: ReactNode;
  onConnectionCreated?: Callback<'connection-created'>;
  onConnectionFailed?: Callback<'connection-failed'>;
  onConnectionRemoved?: Callback<'connection-removed'>;
  onIntegrationSelect?: Callback<'integration-select'>;
  onEmbedReady?: Callback<'embed-ready'>;
  onEmbedClose?: Callback<'embed-close'>;
}

// React 18 warns of layout effects on the server, where no effect runs anyway.
const useBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/**
 * `<connection-embed>` for React 18 and 19. The callbacks called are always those of the last render; new arrays,
 * functions and words that say the same as before do not make the tag ask the server again. A new `source` does: make it
 * once. `ref` is the element, with `open()`, `close()` and `connect()`.
 */
export const ConnectionEmbed = forwardRef<ConnectionEmbedElement, ConnectionEmbedProps>(
  function ConnectionEmbed(props, ref) {
    const element = useRef<ConnectionEmbedElement>(null);
    const latest = useRef(props);
    const { id, lang, fetchSession, source, copy, trigger } = props;

    useImperativeHandle<ConnectionEmbedElement | null, ConnectionEmbedElement | null>(ref, () => element.current, []);
    useBeforePaint(() => {
      latest.current = props;
    });
    useBeforePaint(() => {
      if (element.current) Object.assign(element.current, { fetchSession, source, copy, trigger });
    }, [fetchSession, source, copy, trigger]);
    useBeforePaint(() => {
      // React 19 takes back an attribute that is a property too by setting it to "undefined".
      if (id === undefined) element.current?.removeAttribute('id');
      if (lang === undefined) element.current?.removeAttribute('lang');
    }, [id, lang]);
    useBeforePaint(() => {
      if (!element.current) return undefined;
      const deaf = hear(element.current, latest);
      // Only now, so that a tag out of a server's HTML does not wake before it was given its properties.
      defineConnectionEmbed();
      return deaf;
    }, []);

    return createElement(
      'connection-embed',
      {
        ...attributesOf(props),
        ...passedOn(props),
        id,
        style: props.style,
        class: props.className,
        ref: element,
        // The tag writes attributes of its own, which no server has written before.
        suppressHydrationWarning: true,
      },
      props.children,
    );
  },
);

function passedOn(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(aria|data)-/.test(name)));
}

function hear(element: HTMLElement, latest: { readonly current: ConnectionEmbedProps }): () => void {
  return listen(element, {
    'connection-created': (...call) => latest.current.onConnectionCreated?.(...call),
    'connection-failed': (...call) => latest.current.onConnectionFailed?.(...call),
    'connection-removed': (...call) => latest.current.onConnectionRemoved?.(...call),
    'integration-select': (...call) => latest.current.onIntegrationSelect?.(...call),
    'embed-ready': (...call) => latest.current.onEmbedReady?.(...call),
    'embed-close': (...call) => latest.current.onEmbedClose?.(...call),
  });
}

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ConnectionEmbed } from '../element/index.js';
import type { EmbedCalls, EmbedProperties } from '../element/wrapper.js';

/**
 * `<connection-embed>` itself in JSX, where the wrapper is not wanted: attributes as in HTML, and what React 19 does for
 * custom elements (properties, listeners by the event's own name). React 18 writes attributes only.
 */
export interface ConnectionEmbedTag
  extends
    Omit<DetailedHTMLProps<HTMLAttributes<ConnectionEmbed>, ConnectionEmbed>, keyof EmbedProperties>,
    EmbedProperties,
    Listeners {
  /** React 18 knows no `className` on a custom element. */
  class?: string | undefined;
  endpoint?: string | undefined;
  'workspace-id'?: string | undefined;
  environment?: string | undefined;
  'session-url'?: string | undefined;
  categories?: string | undefined;
  integrations?: string | undefined;
  permissions?: string | undefined;
  integration?: string | undefined;
  'auth-mode'?: ConnectionEmbed['authMode'] | undefined;
  display?: ConnectionEmbed['display'] | undefined;
  for?: string | undefined;
  theme?: ConnectionEmbed['theme'] | undefined;
  'without-search'?: '' | undefined;
  'without-categories'?: '' | undefined;
}

type Listeners = {
  [Type in keyof EmbedCalls as `on${Type}`]?: ((event: HTMLElementEventMap[Type]) => void) | undefined;
};

declare module 'react' {
  // oxlint-disable-next-line typescript/no-namespace -- where React looks tags up
  namespace JSX {
    interface IntrinsicElements {
      'connection-embed': ConnectionEmbedTag;
    }
  }
}

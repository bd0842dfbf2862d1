import { defineComponent, h, onBeforeUnmount, onMounted, shallowRef, type Prop } from 'vue';
import { ConnectionError } from '../../contract/problem.js';
import {
  defineConnectionEmbed,
  type ConnectionEmbed as ConnectionEmbedElement,
  type ConnectionFailure,
  type ConnectOptions,
  type CreatedConnection,
} from '../element/index.js';
import type { Camel } from './camel.js';
import type { ConnectionEmbedTag } from './tag.js';
import {
  attributesOf,
  listen,
  type EmbedAttributes,
  type EmbedCalls,
  type EmbedProperties,
} from '../element/wrapper.js';

export type { ConnectionEmbedElement, ConnectionFailure, CreatedConnection };
export type { ConnectionEmbedTag };

/** The tag's attributes and properties; in a template also with hyphens, as `session-url`. */
export interface ConnectionEmbedProps extends EmbedAttributes, EmbedProperties {}

type Declared = { readonly [Name in keyof Required<ConnectionEmbedProps>]: Prop<ConnectionEmbedProps[Name]> };

// What `String` does not say is left to the types.
const typed = { type: null };

const props: Declared = {
  endpoint: String,
  workspaceId: String,
  environment: String,
  environmentId: String,
  sessionUrl: String,
  categories: typed,
  integrations: typed,
  permissions: typed,
  scopes: typed,
  integration: String,
  authMode: typed,
  display: typed,
  for: String,
  trigger: typed,
  theme: typed,
  lang: String,
  withoutSearch: Boolean,
  withoutCategories: Boolean,
  fetchSession: typed,
  source: typed,
  copy: typed,
};

/** By the names that a template's `@connection-created` is compiled to. */
type Emits = { [Type in keyof EmbedCalls as Camel<Type>]: (...call: EmbedCalls[Type]) => boolean };

const any = (): boolean => true;
const emits: Emits = {
  connectionCreated: any,
  connectionFailed: any,
  connectionRemoved: any,
  integrationSelect: any,
  embedReady: any,
  embedClose: any,
};

// Always as attributes; Vue would set a property where there is one, and cannot take it back. A server writes them anyway.
const attribute = typeof document === 'undefined' ? '' : '^';

/**
 * `<connection-embed>` for Vue 3. A listener gets what happened first and the event second. A template ref of it has
 * `connect()`, `open()`, `close()`, and `element`, the tag itself. On a server it is the tag with its attributes.
 */
export const ConnectionEmbed = defineComponent({
  name: 'ConnectionEmbed',
  props,
  emits,
  setup(_, { emit }) {
    const element = shallowRef<ConnectionEmbedElement>();
    let deaf = (): void => {};
    onMounted(() => {
      if (!element.value) return;
      deaf = listen(element.value, {
        'connection-created': (...call) => emit('connectionCreated', ...call),
        'connection-failed': (...call) => emit('connectionFailed', ...call),
        'connection-removed': (...call) => emit('connectionRemoved', ...call),
        'integration-select': (...call) => emit('integrationSelect', ...call),
        'embed-ready': (...call) => emit('embedReady', ...call),
        'embed-close': (...call) => emit('embedClose', ...call),
      });
      // Only now, so that a tag out of a server's HTML does not wake before it was given its properties.
      defineConnectionEmbed();
    });
    onBeforeUnmount(() => deaf());

    const mounted = (): ConnectionEmbedElement => {
      if (element.value) return element.value;
      throw new ConnectionError('invalid_request', { message: 'ConnectionEmbed is not mounted' });
    };
    return {
      element,
      open: async (): Promise<void> => await mounted().open(),
      close: (): void => mounted().close(),
      connect: async (type: string, options?: ConnectOptions): Promise<CreatedConnection> =>
        await mounted().connect(type, options),
    };
  },
  render() {
    const { fetchSession, source, copy, trigger } = this;
    const attributes = Object.entries(attributesOf(this)).map(([name, value]) => [attribute + name, value]);
    return h(
      'connection-embed',
      {
        ...Object.fromEntries(attributes),
        '.fetchSession': fetchSession,
        '.source': source,
        '.copy': copy,
        '.trigger': trigger,
        ref: 'element',
      },
      this.$slots['default']?.(),
    );
  },
});

declare module 'vue' {
  interface GlobalComponents {
    'connection-embed': ConnectionEmbedTag;
    ConnectionEmbed: typeof ConnectionEmbed;
  }
}

import type { HTMLAttributes, PublicProps } from 'vue';
import type { ConnectionEmbed } from '../element/index.js';
import type { EmbedAttributes, EmbedCalls, EmbedProperties } from '../element/wrapper.js';
import type { Camel } from './camel.js';

/**
 * `<connection-embed>` itself in a template, where the wrapper is not wanted. Its listeners get the DOM event; Vue has to
 * be told that it is no component of Vue's (`compilerOptions.isCustomElement`).
 */
export type ConnectionEmbedTag = new () => ConnectionEmbed & {
  $props: Omit<EmbedAttributes, 'environmentId' | 'scopes'> &
    EmbedProperties &
    Listeners &
    Omit<HTMLAttributes, keyof EmbedAttributes> &
    PublicProps;
};

type Listeners = {
  [Type in keyof EmbedCalls as `on${Capitalize<Camel<Type>>}`]?:
    ((event: HTMLElementEventMap[Type]) => void) | undefined;
};

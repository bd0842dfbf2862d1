import { ConnectionEmbed, defineConnectionEmbed } from './widget/element/index.js';

defineConnectionEmbed();

export { ConnectionEmbed };
export type * from './widget/element/index.js';

import { defineConnectionEmbed } from './widget/element/index.js';

defineConnectionEmbed();

export * from './widget/element/index.js';

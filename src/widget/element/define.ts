import { ConnectionEmbed } from './connection-embed.js';

/** Registers `<connection-embed>`. Does nothing where there are no custom elements, or where the name is taken already. */
export function defineConnectionEmbed(): void {
  if (typeof customElements === 'undefined' || customElements.get('connection-embed')) return;
  customElements.define('connection-embed', ConnectionEmbed);
}

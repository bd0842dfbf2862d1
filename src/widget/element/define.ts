import { ConnectionEmbed } from './connection-embed.js';

/**
 * Registers the tag, as `<connection-embed>` or under another name. Does nothing where there are no custom elements, and
 * where the name is taken: when that is by another copy of this package, the first one stays and the console says so.
 */
export function defineConnectionEmbed(name = 'connection-embed'): void {
  if (typeof customElements === 'undefined') return;
  const known = customElements.get(name);
  // A class has one name only.
  if (!known)
    customElements.define(name, name === 'connection-embed' ? ConnectionEmbed : class extends ConnectionEmbed {});
  else if (known !== ConnectionEmbed && !(known.prototype instanceof ConnectionEmbed)) {
    // oxlint-disable-next-line no-console -- nothing else tells that it is another copy, or version, that is at work
    console.warn(`${name} is defined already, by another copy of it; that one stays.`);
  }
}

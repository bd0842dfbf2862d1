import type { CSSResult } from 'lit';
import { base } from './base.js';
import { picker } from './picker.js';
import { tokens } from './tokens.js';

/** What the tag starts with; the later steps bring theirs along. */
export const styles = [tokens, base, picker];

/** Has `root` styled by more, which comes after what styles it already. */
export function addStyles(root: HTMLElement | DocumentFragment, added: readonly CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...added.flatMap(({ styleSheet }) => styleSheet ?? [])];
}

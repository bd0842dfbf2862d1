import { base } from './base.js';
import { picker } from './picker.js';
import { tokens } from './tokens.js';

/** What the tag starts with; the later steps bring theirs along. */
export const styles = [tokens, base, picker];

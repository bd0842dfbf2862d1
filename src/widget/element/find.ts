import type { Integration } from '../../contract/index.js';
import type { PickerCopy } from '../core/copy/copy.js';
import { categoryLabel } from '../core/copy/row-words.js';
import { createIndex, search, type SearchIndex } from '../core/search.js';
import type { Find } from './views/rows.js';

interface Indexed {
  readonly index: SearchIndex;
  /** The words it finds categories by. */
  readonly categories: PickerCopy['categories'];
}

const indexes = new WeakMap<readonly Integration[], Indexed>();

/** The search, over an index that is built once for a list in a language and not for a keystroke. */
export const find: Find = (integrations, query, copy) => {
  const { categories } = copy;
  let known = indexes.get(integrations);
  if (known?.categories !== categories) {
    const index = createIndex(integrations, { categoryLabel: (category) => categoryLabel(category, copy) });
    indexes.set(integrations, (known = { index, categories }));
  }
  return search(known.index, query);
};

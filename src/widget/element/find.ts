import type { Integration } from '../../contract/index.js';
import { categoryLabel } from '../core/copy/row-words.js';
import { createIndex, search, type SearchIndex } from '../core/search.js';
import type { Find } from './views/rows.js';

const indexes = new WeakMap<readonly Integration[], SearchIndex>();

/** The search, over an index that is built once for a list and not for a keystroke. */
export const find: Find = (integrations, query, copy) => {
  const known = indexes.get(integrations);
  const index = known ?? createIndex(integrations, { categoryLabel: (category) => categoryLabel(category, copy) });
  if (!known) indexes.set(integrations, index);
  return search(index, query);
};

import type { PickerCopy } from './copy.js';
import { categories } from './en-categories.js';
import { rowCopy } from './row-copy.js';
import { possessive } from './sentence.js';

/** English, as far as the picker needs it; written out, for it travels with the picker and needs nothing else. */
export const en: PickerCopy = {
  lang: 'en',
  title: 'Connect an account',
  privacy: ({ product }) => `Sent straight to ${possessive(product ?? 'this page')} server and stored encrypted.`,
  search: 'Search integrations',
  searchPlaceholder: (count) => (count === 1 ? 'Search integrations' : `Search ${number(count)} integrations`),
  clearSearch: 'Clear search',
  categoriesLabel: 'Categories',
  allCategories: 'All',
  categories,
  connectedBefore: 'Connected',
  recent: 'Recently used',
  popular: 'Popular',
  allIntegrations: 'All integrations',
  otherIntegrations: 'More integrations',
  hintSignIn: 'Sign in',
  hintUnavailable: 'Not available yet',
  ...rowCopy('en', (count) => `${count} more`),
  accounts: (count) => (count === 1 ? '1 account' : `${number(count)} accounts`),
  health: { healthy: 'Healthy', expiring: 'Ends soon', needs_reauth: 'Access ended', paused: 'Paused' },
  close: 'Close',
  slow: 'This is taking longer than usual.',
  announceLoading: 'Loading integrations',
  announceResults: (count) =>
    count === 0 ? 'No integrations found' : count === 1 ? '1 integration' : `${number(count)} integrations`,
  opening: (integration) => `Taking you to ${integration}…`,
  stepFailed: {
    title: 'This step did not load',
    text: 'Nothing was lost. Check your internet and try again.',
  },
  retry: 'Try again',
};

function number(count: number): string {
  return count.toLocaleString('en');
}

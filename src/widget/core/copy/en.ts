import type { PickerCopy } from './copy.js';
import { categories } from './en-categories.js';
import { inSentence, list } from './en-sentence.js';

/** English, as far as the picker needs it. */
export const en: PickerCopy = {
  lang: 'en',
  title: 'Connect an account',
  privacy: ({ product }) => `Sent straight to ${product ? `${product}'s` : "this page's"} server and stored encrypted.`,
  search: 'Search integrations',
  searchPlaceholder: (count) => (count === 1 ? 'Search integrations' : `Search ${number(count)} integrations`),
  clearSearch: 'Clear search',
  categoriesLabel: 'Categories',
  allCategories: 'All',
  categories,
  unknownCategory: (category) => category.charAt(0).toUpperCase() + category.slice(1).replaceAll('_', ' '),
  connectedBefore: 'Connected',
  recent: 'Recently used',
  popular: 'Popular',
  allIntegrations: 'All integrations',
  hintSignIn: 'Sign in',
  hintFields,
  hintUnavailable: 'Not available yet',
  hintEither: (hints) => hints.map((hint, at) => (at ? inSentence(hint) : hint)).join(' or '),
  accounts: (count) => `${number(count)} accounts`,
  health: { healthy: 'Healthy', expiring: 'Ends soon', needs_reauth: 'Sign in again', paused: 'Paused' },
  close: 'Close',
  slow: 'This takes longer than usual.',
  announceLoading: 'Loading integrations',
  announceResults: (count) =>
    count === 0 ? 'No integrations found' : count === 1 ? '1 integration' : `${number(count)} integrations`,
  opening: (integration) => `Taking you to ${integration}…`,
  stepFailed: {
    title: 'This step did not load',
    text: 'Nothing was lost. Check your internet connection and try again.',
  },
  retry: 'Try again',
};

function number(count: number): string {
  return count.toLocaleString('en');
}

/** "API key and domain"; more than three are counted, so that a row stays a line. */
function hintFields(labels: readonly string[]): string {
  const words = labels.map((label) => inSentence(label.replaceAll('_', ' ')));
  const line = list(words.length > 3 ? [...words.slice(0, 2), `${words.length - 2} more`] : words);
  return line.charAt(0).toUpperCase() + line.slice(1);
}

import { categories } from './en-categories.js';
import { pickerCopy } from './picker-copy.js';

/** English, as far as the picker needs it. */
export const en = /* @__PURE__ */ pickerCopy({
  lang: 'en',
  texts: {
    title: 'Connect an account',
    search: 'Search integrations',
    clearSearch: 'Clear search',
    categoriesLabel: 'Categories',
    allCategories: 'All',
    connectedBefore: 'Connected',
    recent: 'Recently used',
    popular: 'Popular',
    allIntegrations: 'All integrations',
    hintSignIn: 'Sign in',
    hintUnavailable: 'Not available yet',
    close: 'Close',
    slow: 'This takes longer than usual.',
    announceLoading: 'Loading integrations',
    retry: 'Try again',
  },
  lines: {
    privacy: "Sent straight to [{product}'s|this page's] server and stored encrypted.",
    searchPlaceholder: { one: 'Search integrations', other: 'Search {} integrations' },
    accounts: { one: '{} account', other: '{} accounts' },
    announceResults: { 0: 'No integrations found', one: '{} integration', other: '{} integrations' },
    opening: 'Taking you to {}…',
  },
  more: '{} more',
  categories,
  health: { healthy: 'Healthy', expiring: 'Ends soon', needs_reauth: 'Sign in again', paused: 'Paused' },
  stepFailed: {
    title: 'This step did not load',
    text: 'Nothing was lost. Check your internet connection and try again.',
  },
});

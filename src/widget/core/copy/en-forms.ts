import type { FormsWords } from './words.js';

/** What is asked of the user, and what is said of an answer that does not fit. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['Not what you need?', 'Ask [{product}|the people behind this page] to add an integration.'],
    nothingOffered: ['Nothing to connect yet', '[{product}|This page] has no integrations for you so far.'],
    confirming: ['Connect {}', 'You sign in to {} in a window of its own.'],
    choosingMethod: ['Connect {}', 'There is more than one way. Choose what you have at hand.'],
    askingInputs: ['Connect {integration}', '{integration} needs to know this before you sign in.'],
    inApp: [
      'Open this page in your browser',
      '{} may not let you sign in inside this app. Copy the link and open it in your browser, or go on here.',
    ],
    removeAsk: [
      'Remove {account}?',
      '[{product}|This page] can then no longer reach this {integration} account. You can connect it again at any time.',
    ],
  },
  methods: {
    oauth2: ['Sign in to {integration}', 'You agree there. Nothing to copy.'],
    token: ['Enter the {fields}', 'For when an administrator gave it to you.'],
  },
  fieldErrors: {
    required: 'Enter the {label}.',
    too_short: 'The {label} is too short[: it has at least {min} characters].',
    too_long: 'The {label} is too long[: it has at most {max} characters].',
    pattern: 'This does not look like the {label}. [It looks like {example}.|Check that all of it was copied.]',
    invalid_email: 'Enter an email address such as ada@example.com.',
    invalid_url: 'Enter a whole address that starts with https://.',
    invalid_subdomain: 'Use letters, digits and hyphens only, without dots or slashes.',
    invalid_number: 'Enter a number.',
    invalid_date: 'Enter a date such as 2026-01-31.',
    unchecked: 'Tick this to go on.',
    invalid_option: 'Choose one of the list.',
    credentials_rejected: '{integration} did not accept this {label}. Check that it is active.',
  },
};

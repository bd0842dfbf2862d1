import type { StepsCopy } from './copy.js';
import { permissionClauses } from './en-permissions.js';
import { problems } from './en-problems.js';
import { inSentence as inSentenceOf, list, sentence } from './sentence.js';

/** English for everything after the first sight of the picker. */
export const enSteps: StepsCopy = {
  permissions: ({ product, permissions }) => {
    const clauses = permissionClauses(permissions, 'conjunction');
    return clauses && sentence`${product ?? 'This page'} will ${clauses}.`;
  },

  noMatches: (query) => sentence`Nothing matches “${query}”`,
  notFound: ({ product }) => ({
    title: 'Not what you need?',
    text: sentence`Ask ${product ?? 'the people behind this page'} to add an integration.`,
  }),
  showAll: 'Show all integrations',
  nothingOffered: ({ product }) => ({
    title: 'Nothing to connect yet',
    text: sentence`${product ?? 'This page'} has no integrations for you yet.`,
  }),

  back: 'All integrations',
  connectTitle: (integration) => sentence`Connect ${integration}`,
  reconnectTitle: (integration) => sentence`Reconnect ${integration}`,
  confirming: (integration) => ({
    title: sentence`Connect ${integration}`,
    text: 'A window opens where you sign in.',
  }),
  continueTo: (integration) => sentence`Continue to ${integration}`,

  choosingMethod: (integration) => ({
    title: sentence`Connect ${integration}`,
    text: 'Choose what you have at hand.',
  }),
  methods: {
    oauth2: ({ integration }) => ({
      title: sentence`Sign in to ${integration}`,
      text: 'Nothing to copy.',
    }),
    token: ({ fields }) => ({
      title: sentence`Enter the ${list(fields.map(inSentence), 'en')}`,
      text: 'If an administrator gave you this.',
    }),
  },
  askingInputs: ({ integration }) => ({
    title: sentence`Connect ${integration}`,
    text: sentence`${integration} needs to know this before you sign in.`,
  }),

  instructions: 'Where to find it',
  connect: 'Connect',
  connecting: 'Connecting…',
  optional: 'Optional',
  choose: 'Choose one',
  chooseFile: 'Choose a file',
  reveal: 'Show',
  hide: 'Hide',
  trimmed: 'We removed spaces around it.',
  between: ({ prefix, suffix }) =>
    suffix && prefix
      ? `The part between ${prefix} and ${suffix}`
      : suffix
        ? `The part before ${suffix}`
        : `The part after ${prefix ?? ''}`,
  example: (example) => sentence`For example ${example}`,
  helpLink: 'Help with this',
  opensWindow: '(opens in a new window)',
  obscured: 'Something covers this. Uncover it to go on.',
  fieldErrors: {
    required: ({ label }) => sentence`Enter the ${inSentence(label)}.`,
    too_short: ({ label, min }) =>
      sentence`The ${inSentence(label)} is too short.${min ? ` Enter at least ${min} characters.` : ''}`,
    too_long: ({ label, max }) =>
      sentence`The ${inSentence(label)} is too long.${max ? ` Enter at most ${max} characters.` : ''}`,
    pattern: ({ label, example }) =>
      sentence`This does not look like the ${inSentence(label)}.${example ? ` It looks like ${example}.` : ' Check that all of it was copied.'}`,
    invalid_email: () => 'Enter an email address such as ada@example.com.',
    invalid_url: () => 'Enter an address that starts with https://.',
    invalid_subdomain: () => 'Use letters, digits and hyphens only.',
    invalid_number: () => 'Enter a number.',
    invalid_date: () => 'Enter a date such as 2026-01-31.',
    unchecked: () => 'Tick this to go on.',
    invalid_option: () => 'Choose one of the list.',
    credentials_rejected: ({ label, integration }) =>
      sentence`${integration} did not accept this ${inSentence(label)}. Check that it is active.`,
  },

  waiting: {
    opening: (integration) => ({
      title: sentence`Opening ${integration}`,
      text: 'A window opens where you sign in.',
    }),
    open: (integration) => ({
      title: 'Finish in the other window',
      text: sentence`Sign in to ${integration} there. This page moves on by itself.`,
    }),
    closed: (integration) => ({
      title: 'Finish in the other window',
      text: sentence`If you closed it before signing in to ${integration}, open it again. Otherwise this page moves on by itself.`,
    }),
    blocked: (integration) => ({
      title: sentence`Sign in to ${integration}`,
      text: 'The window was blocked by your browser. Open it here.',
    }),
    returned: (integration) => ({
      title: 'Sign-in is not finished',
      text: sentence`You came back before ${integration} was connected. Continue there, or cancel.`,
    }),
    here: (integration) => ({
      title: sentence`Taking you to ${integration}`,
      text: 'You come back to this page afterwards.',
    }),
  },
  reopen: 'Reopen window',
  openWindow: 'Open sign-in window',
  continueHere: 'Continue in this page instead',
  cancel: 'Cancel',
  inApp: (integration) => ({
    title: 'Open this page in your browser',
    text: sentence`${integration} may not let you sign in inside this app. Copy the link to your browser, or go on here.`,
  }),
  copyLink: 'Copy link',

  connected: ({ integration, reconnected }) =>
    reconnected ? sentence`${integration} is connected again` : sentence`${integration} is connected`,
  signedInAs: (who) => sentence`Signed in as ${who}`,
  notGranted: ({ product, integration, permissions }) =>
    sentence`${integration} did not allow ${product ?? 'this page'} to ${permissionClauses(permissions, 'disjunction')}.`,
  done: 'Done',
  connectAnother: 'Connect another',

  accountsTitle: (integration) => sentence`${integration} accounts`,
  account: 'Account',
  connectedOn: (date) => `Connected on ${day(date)}`,
  healthDetail: {
    expiring: ({ until }) =>
      `${until ? `Works until ${day(until)}.` : 'Stops working soon.'} Sign in again to renew it.`,
    needs_reauth: ({ integration }) =>
      sentence`${integration} no longer accepts this connection. Sign in again; everything set up with it stays.`,
    paused: ({ product }) => sentence`Put on hold by ${product ?? 'the people behind this page'}.`,
  },
  renew: { oauth2: 'Sign in again', token: 'Reconnect' },
  addAccount: 'Connect another account',
  remove: 'Remove',
  removeAsk: ({ product, integration, account }) => ({
    title: sentence`Remove ${account}?`,
    text: sentence`${product ?? 'This page'} can then no longer reach this ${integration} account. You can connect it again at any time.`,
  }),
  keep: 'Keep it',
  removing: 'Removing…',
  notRemoved: 'It was not removed. Try again in a moment.',
  connectSeparately: 'Connect it as another account',

  problems,
  chooseOther: 'Choose another integration',
  copyDetails: 'Copy details',
  copied: 'Copied',

  announceRemoved: (account) => sentence`${account} was removed`,
};

function day(date: Date): string {
  return date.toLocaleDateString('en', { dateStyle: 'medium' });
}

function inSentence(label: string): string {
  return inSentenceOf(label, 'en');
}

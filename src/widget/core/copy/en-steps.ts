import { en } from './en.js';
import { forms } from './en-forms.js';
import { permissions } from './en-permissions.js';
import { problems } from './en-problems.js';
import { signIn } from './en-sign-in.js';
import { stepsCopy } from './steps-copy.js';
import type { StepsWords } from './words.js';

const steps: StepsWords = {
  texts: {
    showAll: 'Show all integrations',
    back: 'All integrations',
    instructions: 'Where to find it',
    connect: 'Connect',
    connecting: 'Connecting…',
    optional: 'Optional',
    choose: 'Choose one',
    chooseFile: 'Choose a file',
    reveal: 'Show',
    hide: 'Hide',
    trimmed: 'We removed spaces around it.',
    helpLink: 'Help with this',
    opensWindow: '(opens in a new window)',
    obscured: 'Something covers this form. It can be sent once all of it is in sight.',
    reopen: 'Reopen window',
    openWindow: 'Open sign-in window',
    continueHere: 'Continue in this page instead',
    cancel: 'Cancel',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    done: 'Done',
    connectAnother: 'Connect another',
    account: 'Account',
    addAccount: 'Connect another account',
    remove: 'Remove',
    keep: 'Keep it',
    removing: 'Removing…',
    connectSeparately: 'Connect it as another account',
    chooseOther: 'Choose another integration',
    copyDetails: 'Copy details',
    detailsCopied: 'Copied',
  },
  lines: {
    noMatches: 'Nothing matches “{}”.',
    connectTitle: 'Connect {}',
    reconnectTitle: 'Reconnect {}',
    continueTo: 'Continue to {}',
    between: '[The part between {prefix} and {suffix}|The part before {suffix}|The part after {prefix}]',
    example: 'For example {}',
    connected: '{integration} is connected[{reconnected?} again]',
    signedInAs: 'Signed in as {}',
    accountsTitle: '{} accounts',
    connectedOn: 'Connected on {}',
    announceConnecting: 'Connecting {}',
    announceConnected: '{} is connected',
    announceRemoved: '{} was removed',
  },
  healthDetail: {
    expiring: '[Works until {until}.|Stops working soon.] Sign in again to renew it.',
    needs_reauth: '{integration} no longer accepts it. Sign in again; nothing set up with it is lost.',
    paused: 'Put on hold by [{product}|the people behind this page].',
  },
  renew: { oauth2: 'Sign in again', token: 'Enter it again' },
};

/** English for everything after the first sight of the picker. */
export const enSteps = /* @__PURE__ */ stepsCopy(en, { steps, forms, signIn, problems, permissions });

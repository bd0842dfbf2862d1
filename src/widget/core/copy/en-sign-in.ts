import type { SignInWords } from './words.js';

/** What is said while the user signs in elsewhere, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['Opening {}', 'A window opens where you sign in.'],
    open: ['Finish in the other window', 'Sign in to {} there. This page moves on by itself.'],
    closed: [
      'Finish in the other window',
      'If you closed it before signing in to {}, open it again. Otherwise this page moves on by itself.',
    ],
    blocked: ['Sign in to {}', 'Your browser kept the window from opening. Open it with the button below.'],
    returned: ['Sign-in is not finished', 'You came back before {} was connected. Continue there, or cancel.'],
    here: ['Taking you to {}', 'You come back to this page afterwards.'],
  },
  problems: {
    state_unknown: [
      'Sign-in did not finish',
      'Nothing was connected. Start again to sign in to [{integration}|your account].',
    ],
    browser_mismatch: [
      'Another browser came back',
      'To keep your account safe, sign-in ends in the browser where it began. Nothing was connected; try again here.',
    ],
    attempt_expired: ['This took too long', 'Sign-in stays open for 10 minutes. Nothing was connected; try again.'],
    attempt_used: ['This sign-in was already used', 'Each sign-in works once. Try again for a new one.'],
    attempt_cancelled: ['Sign-in was cancelled', 'Nothing was connected. You can try again at any time.'],
    access_denied: [
      'Access was not given',
      '[{integration}|The provider] did not let [{product}|this page] in. Nothing was connected; you can try again.',
    ],
    account_mismatch: [
      'That is another account',
      'Your connection stays as it was. Sign in to the same [{integration} ]account as before to renew it.',
    ],
    needs_reauth: [
      'Sign in again',
      '[{integration}|The provider] no longer accepts this connection. Connect it again to renew it.',
    ],
    popup_blocked: [
      'The window did not open',
      'Your browser kept it closed. Try again, or continue in this page instead.',
    ],
  },
};

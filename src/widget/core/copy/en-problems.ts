import type { ProblemCode } from '../../../contract/index.js';
import { alike, type DistinctProblem } from './alike.js';
import type { ProblemAbout, Words } from './copy.js';
import { mapped } from './merge.js';
import { fromNow, possessive, sentence } from './sentence.js';

const said: Readonly<Record<DistinctProblem, (about: ProblemAbout) => Words>> = {
  invalid_request: ({ product }) => ({
    title: 'Connecting is not possible right now',
    text: sentence`${product ?? 'This page'} has something to fix first. Nothing you did caused this.`,
  }),
  unauthorized: ({ product }) => ({
    title: 'You are signed out',
    text: sentence`Sign in to ${product ?? 'this page'} again, then come back here.`,
  }),
  session_expired: words('You were away for a while', 'Nothing was lost. Try again.'),
  forbidden: ({ product, integration }) => ({
    title: sentence`${integration ?? 'This'} is not open to you`,
    text: sentence`Ask ${product ?? 'the people behind this page'} for access, or choose another integration.`,
  }),
  not_found: words('This is no longer here', 'It may have been removed. Start again from the list.'),
  invalid_fields: words('Something does not fit yet', 'Check what you entered and try again.'),
  credentials_rejected: ({ integration }) => ({
    title: sentence`${integration ?? 'The provider'} did not accept this`,
    text: 'Check that it was copied whole and is still active. What you entered is still here.',
  }),
  idempotency_conflict: words('Already on its way', 'This is being connected. Try again in a moment.'),
  rate_limited: ({ retryAfter = 60 }) => ({
    title: 'Too many tries in a row',
    text: `Nothing was lost. Try again ${fromNow(retryAfter, 'en')}.`,
  }),

  state_unknown: ({ integration }) => ({
    title: 'Sign-in did not finish',
    text: sentence`Nothing was connected. Sign in to ${integration ?? 'your account'} again.`,
  }),
  browser_mismatch: words(
    'Another browser came back',
    'Sign-in has to end in the browser where it began. Nothing was connected. Try again here.',
  ),
  attempt_expired: words('This took too long', 'Sign-in stays open for 10 minutes. Nothing was connected. Try again.'),
  attempt_cancelled: words('Sign-in was cancelled', 'Nothing was connected. Try again at any time.'),
  access_denied: ({ product, integration }) => ({
    title: 'Access was not given',
    text: sentence`${integration ?? 'The provider'} did not let ${product ?? 'this page'} in. Nothing was connected. Try again at any time.`,
  }),
  account_mismatch: ({ account }) => ({
    title: 'That is another account',
    text: sentence`Your connection stays as it was. Sign in as ${account ?? 'before'} to renew it.`,
  }),
  needs_reauth: ({ integration }) => ({
    title: 'Sign in again',
    text: sentence`${integration ?? 'The provider'} no longer accepts this connection. Connect it again to renew it.`,
  }),
  connection_paused: words('This connection is paused', 'It has to be resumed before it can be used.'),

  integration_misconfigured: ({ product, integration }) => ({
    title: sentence`${integration ?? 'This integration'} is not ready`,
    text: sentence`${product ?? 'This page'} has something to fix first. Nothing you did caused this.`,
  }),
  provider_unreachable: ({ integration }) => ({
    title: sentence`${integration ?? 'The provider'} is not answering`,
    text: 'Nothing was connected. Try again in a few minutes.',
  }),
  store_unavailable: ({ product }) => ({
    title: 'Something did not work',
    text: sentence`It is on ${product ? possessive(product) : 'our'} side, and nothing was lost. Try again in a moment.`,
  }),

  network_failed: ({ product, integration, offline }) =>
    offline
      ? {
          title: 'You are offline',
          text: `Nothing was lost. ${integration ? 'Try again once' : 'We try again as soon as'} your internet is back.`,
        }
      : {
          title: sentence`${product ?? 'This page’s server'} cannot be reached`,
          text: 'Nothing was lost. Try again in a moment.',
        },
  timed_out: words('This is taking too long', 'Nothing was lost. Check your internet and try again.'),
  popup_blocked: words(
    'The window did not open',
    'Your browser blocked it. Try again, or continue in this page instead.',
  ),
  not_offered: ({ product, integration }) => ({
    title: sentence`${integration ?? 'This integration'} is not offered here`,
    text: sentence`Choose another, or ask ${product ?? 'the people behind this page'} to add it.`,
  }),
};

/** What a problem is called, and what can be done about it. */
export const problems: Readonly<Record<ProblemCode, (about: ProblemAbout) => Words>> = {
  ...said,
  ...mapped(alike, (code) => said[code]),
};

function words(title: string, text: string): () => Words {
  return () => ({ title, text });
}

import type { ProblemsWords } from './words.js';

/** What a problem is called, and what can be done about it. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Connecting is not possible right now',
    '[{product}|This page] has something to put right first. Nothing you did caused this.',
  ],
  unauthorized: ['You are signed out', 'Sign in to [{product}|this page] again, then come back here.'],
  session_expired: ['You were away for a while', 'Nothing was lost. Try again to go on.'],
  forbidden: [
    '[{integration}|This] is not open to you',
    'Ask [{product}|the people behind this page] for access, or choose another integration.',
  ],
  not_found: ['This is no longer here', 'It may have been removed elsewhere. Start again from the list.'],
  payload_too_large: ['That is too much text', 'Check that only the key itself was copied, then try again.'],
  invalid_fields: ['Something is missing', 'Check what you entered and try again.'],
  credentials_rejected: [
    '[{integration}|The provider] did not accept this',
    'Check that it was copied whole and is still active. What you entered is still here.',
  ],
  idempotency_conflict: ['Already on its way', 'This is being connected right now. Try again in a moment.'],
  idempotency_mismatch: ['This changed on the way', 'Nothing was connected. Start again from the list.'],
  rate_limited: ['Too many tries in a row', 'Nothing was lost. Try again {wait}.'],
  connection_paused: ['This connection is paused', 'It has to be resumed before it can be used.'],

  integration_misconfigured: [
    '[{integration}|This integration] is not ready',
    '[{product}|This page] has yet to finish setting it up. Nothing you did caused this.',
  ],
  provider_unreachable: [
    '[{integration}|The provider] is not answering',
    'Nothing was connected. Try again in a few minutes.',
  ],
  provider_timeout: [
    '[{integration}|The provider] is slow to answer',
    'Nothing was connected. Try again in a few minutes.',
  ],
  store_unavailable: [
    'Something did not work',
    "It is on [{product}'s|our] side, and nothing was lost. Try again in a moment.",
  ],

  network_failed: [
    "[{offline?}You are offline|{product} cannot be reached|This page's server cannot be reached]",
    '[{offline?}{integration?}Nothing was lost. Try again once your internet connection is back.|{offline?}We try again as soon as your internet connection is back.|Nothing was lost. Try again in a moment.]',
  ],
  timed_out: ['This takes longer than it should', 'Nothing was lost. Check your internet connection and try again.'],
  not_offered: [
    '[{integration}|This integration] is not offered here',
    'Choose another one, or ask [{product}|the people behind this page] to add it.',
  ],
};

export { httpSource, type HttpSourceOptions } from './http-source.js';
export { pollAttempt, type PollOptions } from './poll.js';
export type { FetchSession, SessionRequest } from './session.js';
export type * from './source.js';
export type { Timing } from './timing.js';

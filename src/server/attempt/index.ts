export { createAttempts, type Attempts } from './attempts.js';
export { CONFIRM_LIFE } from './callback.js';
export type { CallbackRequest, CallbackResult } from './callback.js';
export type { NewAttempt } from './create.js';
export { linkOf, LinkReturn } from './link.js';
export type { AttemptsOptions } from './life.js';
export type { AttemptRecord } from './rows.js';
export type { Started } from './start.js';

export { createAttempts, type Attempts } from './attempts.js';
export type { CallbackRequest, CallbackResult } from './callback.js';
export type { NewAttempt } from './create.js';
export type { AttemptsOptions } from './life.js';
export type { AttemptRecord } from './rows.js';
export type { Started } from './start.js';

export * from './attempts.js';
export type { AttemptRecord } from './rows.js';

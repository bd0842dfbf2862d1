/** What the widget runs once the picker is on screen: one part, so that it arrives together or not at all. */
export { resumeAttempt, runAttempt } from './controllers/attempts.js';
export { furnish } from './furnish.js';

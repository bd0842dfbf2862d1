export * from './attempt.js';
export * from './connection.js';
export * from './create-connection.js';
export * from './create-session.js';
export * from './field.js';
export * from './integration.js';
export * from './problem.js';
export * from './session.js';

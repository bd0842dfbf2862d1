export * from './accounts.js';
export * from './check-field.js';
export * from './copy/index.js';
export * from './fields.js';
export * from './flow.js';
export * from './name.js';
export * from './search.js';
export * from './transition.js';

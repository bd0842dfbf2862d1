export * from './app.js';
export { isEnvironment } from './environment.js';
export { grantOf, sessionAsked } from './grant.js';
export * from './log.js';
export type { Asset, Deps, ResolvedUser, UserSession } from './options.js';

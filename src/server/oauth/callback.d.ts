import type { ResolvedProvider } from './resolve.js';
/** The callback's parameters once they are known to be an answer to `state` by this very provider. */
export declare function callbackParams(resolved: ResolvedProvider, given: URLSearchParams, state: string): URLSearchParams;

import { ConnectionError } from '../../contract/index.js';
/**
 * Sorts what went wrong into the table of codes. The original is dropped on purpose: the errors of oauth4webapi carry
 * the provider's reply, tokens included, as their `cause`, and a parser's message quotes the text it stumbled over.
 */
export declare function judge(error: unknown, what: string): ConnectionError;
/** The registered errors of RFC 6749 §4.1.2.1 and §5.2; anything else a provider says stays out of our messages. */
export declare function knownError(error: string): string;

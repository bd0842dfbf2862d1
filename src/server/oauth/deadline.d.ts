export interface DeadlineOptions {
    /** What is called, for the message: a host or an integration, never a URL with a query. */
    readonly what: string;
    /** The caller's own wish to give up; its reason is thrown as it is. */
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds for the whole exchange, the body's last byte included. Default 10 000. */
    readonly timeoutMs?: number | undefined;
}
/**
 * One conversation with a provider: `work` gets the signal to pass on, and whatever it throws becomes a
 * `ConnectionError` (`provider_timeout`, `provider_unreachable`, `provider_failed`, `exchange_failed`). Nothing is ever
 * retried, because an authorization code is good for one try (RFC 6749 §4.1.2).
 */
export declare function withinDeadline<T>({ what, signal, timeoutMs }: DeadlineOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T>;

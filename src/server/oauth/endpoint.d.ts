/** The host is this very machine: `localhost`, `*.localhost` (RFC 6761 §6.3), 127.0.0.0/8 or [::1]. */
export declare function isLoopback(url: URL): boolean;
/** Fit for a secret: https, or http on loopback, and without userinfo. */
export declare function isSafeUrl(url: URL): boolean;
export interface EndpointOptions {
    /** Name of the declared member, for messages. */
    readonly name: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly hostSuffix?: string | undefined;
}
/**
 * An endpoint with its `{input}` placeholders filled. A value in the host must be one DNS label; elsewhere it must be one
 * path segment. The result is parsed first and judged afterwards, so that no notation gets past the suffix.
 *
 * @throws ConnectionError `invalid_fields` at the input, `integration_misconfigured` when the declaration is to blame
 */
export declare function fillEndpoint(template: string, { name, inputs, hostSuffix }: EndpointOptions): URL;
/** Whether the host ends in the suffix, which starts with a dot, so that `evilharbor.example` does not. */
export declare function withinSuffix(url: URL, suffix: string): boolean;

/** In which ways a token endpoint departs from RFC 6749 §5.1; each is declared by the integration that needs it. */
export interface TokenReplyOddities {
    /** Member that holds the tokens (`authed_user`). */
    readonly within?: string;
    /** Member that lists what was granted (`scopes`); a list becomes a string of words. */
    readonly scope?: string;
    /** The type to assume where the endpoint names none, or a word of its own. */
    readonly token_type?: 'Bearer';
}
/**
 * Makes a `normalize` for an odd token endpoint. Beside what is declared it reads form-encoded bodies (GitHub without
 * `Accept`), takes any 2xx for 200, drops nulls and makes an error in a 200 (GitHub, Slack) the 400 it is.
 * A failure, and anything it cannot read, passes through untouched and is judged as it came.
 */
export declare function normalizeTokenReply(oddities?: TokenReplyOddities): (reply: Response) => Promise<Response>;
/** Leaves the ID token out of a reply that nobody could judge it in, for want of a known issuer. */
export declare function withoutIdToken(reply: Response): Promise<Response>;

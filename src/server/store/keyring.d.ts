/** Everything that is done with the operator's `secrets`. The first one seals and signs, all of them open and verify. */
export interface Keyring {
    /** HMAC-SHA-256, base64url, with the first secret's key for `purpose`. */
    mac(purpose: string, text: string): Promise<string>;
    /** The same by every secret, first one first: a value made before a rotation still compares. */
    macs(purpose: string, text: string): Promise<readonly string[]>;
    /** Raw 32-byte keys for `purpose`; the first one signs, all of them verify. */
    signingKeys(purpose: string): Promise<readonly Uint8Array[]>;
    /** AES-256-GCM. `context` says where the value belongs (table, environment, row id ...); it opens nowhere else. */
    seal(text: string, context: readonly string[]): Promise<string>;
    /** @throws UnsealError when the value was changed, moved to another context, or sealed by a secret not given. */
    open(sealed: string, context: readonly string[]): Promise<string>;
}
/** A sealed value that does not open here. Says nothing about its content. */
export declare class UnsealError extends Error {
    readonly name = "UnsealError";
    readonly code = "unseal_failed";
}
/**
 * Derives all keys from `secrets` by HKDF-SHA-256 (RFC 5869), one per secret and purpose, so that no two uses share a key.
 *
 * @throws ConnectionError when there is no secret, or one is shorter than 32 characters.
 */
export declare function createKeyring(secrets: readonly string[]): Promise<Keyring>;

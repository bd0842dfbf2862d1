/** An unguessable value, base64url; 32 bytes unless said. */
export declare function randomToken(bytes?: number): string;
/** SHA-256, base64url: how tickets, states, cookies and API keys are kept. Fit for unguessable values only, never for passwords. */
export declare function sha256(text: string): Promise<string>;
/** Compares in constant time. Both sides are hashed first, so that not even their lengths show. */
export declare function equalSecret(a: string, b: string): boolean;

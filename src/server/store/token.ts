import { createHash, timingSafeEqual } from 'node:crypto';

/** An unguessable value, base64url; 32 bytes unless said. */
export function randomToken(bytes = 32): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url');
}

/** SHA-256, base64url: how tickets, states, cookies and API keys are kept. Fit for unguessable values only, never for passwords. */
export async function sha256(text: string): Promise<string> {
  return digest(text).toString('base64url');
}

/** Compares in constant time. Both sides are hashed first, so that not even their lengths show. */
export function equalSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

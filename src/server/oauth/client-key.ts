import type { PrivateKey } from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import type { ClientKey, PrivateJwk } from './provider.js';

/**
 * The declared key, imported once. It cannot be exported again.
 *
 * @throws ConnectionError `integration_misconfigured`
 */
export function signingKey(declared: ClientKey): Promise<PrivateKey> {
  const known = imported.get(declared);
  if (known) return known;
  const key = importKey(declared);
  imported.set(declared, key);
  return key;
}

/** Whether keys of this kind can sign a client assertion; whether this very key can is known when it is imported. */
export function isSigningKey(key: PrivateJwk): boolean {
  return algorithmOf(key) !== undefined && typeof key.d === 'string' && key.d !== '';
}

const imported = new WeakMap<ClientKey, Promise<PrivateKey>>();

async function importKey({ key: jwk, kid = jwk.kid }: ClientKey): Promise<PrivateKey> {
  const algorithm = algorithmOf(jwk);
  try {
    if (algorithm) {
      const key = await crypto.subtle.importKey('jwk', { ...jwk }, algorithm, false, ['sign']);
      return kid === undefined ? { key } : { key, kid };
    }
  } catch {
    // Without the platform's error, which may quote the key.
  }
  throw new ConnectionError('integration_misconfigured', { message: 'client_key is no private key that can sign' });
}

/** RFC 7518 §3.1 and RFC 8037, in the words of WebCrypto. */
function algorithmOf({ kty, alg, crv }: PrivateJwk): RsaHashedImportParams | EcKeyImportParams | Algorithm | undefined {
  if (kty === 'RSA') {
    const [, padding, bits] = /^(RS|PS)(256|384|512)$/.exec(alg ?? 'RS256') ?? [];
    if (bits === undefined) return undefined;
    return { name: padding === 'PS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: `SHA-${bits}` };
  }
  if (kty === 'EC' && /^P-(256|384|521)$/.test(crv ?? '')) return { name: 'ECDSA', namedCurve: crv ?? '' };
  return kty === 'OKP' && crv === 'Ed25519' ? { name: 'Ed25519' } : undefined;
}

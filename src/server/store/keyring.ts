import { createHmac, type webcrypto } from 'node:crypto';
import { ConnectionError } from '../../contract/index.js';

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
export class UnsealError extends Error {
  override readonly name = 'UnsealError';
  readonly code = 'unseal_failed';
}

/**
 * Derives all keys from `secrets` by HKDF-SHA-256 (RFC 5869), one per secret and purpose, so that no two uses share a key.
 *
 * @throws ConnectionError when there is no secret, or one is shorter than 32 characters.
 */
export async function createKeyring(secrets: readonly string[]): Promise<Keyring> {
  if (secrets.length === 0) throw refuseSecrets('holds none');
  if (secrets.some((secret) => secret.length < 32)) throw refuseSecrets('holds one of fewer than 32 characters');
  const [first, ...older] = await Promise.all(secrets.map(createSecretKeys));
  if (!first) throw refuseSecrets('holds none');
  const all = [first, ...older];

  return {
    mac: (purpose, text) => first.mac(purpose, text),
    macs: (purpose, text) => Promise.all(all.map((keys) => keys.mac(purpose, text))),
    signingKeys: (purpose) => Promise.all(all.map((keys) => keys.signingKey(purpose))),
    async seal(text, context) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const additionalData = authenticated(first.id, context);
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, first.sealing, encode(text));
      return [version, first.id, toBase64url(iv), toBase64url(sealed)].join('.');
    },
    async open(sealed, context) {
      const [saidVersion, id, iv, ciphertext] = sealed.split('.');
      const keys = all.find((candidate) => candidate.id === id);
      if (saidVersion !== version || !keys || !iv || !ciphertext) {
        throw new UnsealError('the value is not sealed by any of the `secrets` given');
      }
      const algorithm = { name: 'AES-GCM', iv: fromBase64url(iv), additionalData: authenticated(keys.id, context) };
      try {
        return decode(await crypto.subtle.decrypt(algorithm, keys.sealing, fromBase64url(ciphertext)));
      } catch {
        throw new UnsealError('the value was changed, or belongs to another row');
      }
    },
  };
}

const version = 'v1';
const label = 'connection-embed';

interface SecretKeys {
  /** Public name of the secret in sealed values. Derived, so that it tells nothing about the secret. */
  readonly id: string;
  readonly sealing: webcrypto.CryptoKey;
  mac(purpose: string, text: string): Promise<string>;
  signingKey(purpose: string): Promise<Uint8Array>;
}

async function createSecretKeys(secret: string): Promise<SecretKeys> {
  const root = await crypto.subtle.importKey('raw', encode(secret), 'HKDF', false, ['deriveBits']);
  const derive = async (info: string, bytes = 32): Promise<Uint8Array<ArrayBuffer>> => {
    const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: encode(label), info: encode(info) };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, root, bytes * 8));
  };
  // Purposes are few and fixed in code, so this does not grow.
  const kept = new Map<string, Promise<Uint8Array>>();
  const once = (info: string): Promise<Uint8Array> => {
    const key = kept.get(info) ?? derive(info);
    kept.set(info, key);
    return key;
  };

  return {
    id: toBase64url(await derive('id', 6)),
    sealing: await crypto.subtle.importKey('raw', await derive('seal'), 'AES-GCM', false, ['encrypt', 'decrypt']),
    // Not by WebCrypto, which hands each of these few bytes over to another thread.
    mac: async (purpose, text) =>
      createHmac('sha256', await once(`mac:${purpose}`))
        .update(text)
        .digest('base64url'),
    signingKey: (purpose) => once(`sign:${purpose}`),
  };
}

/** What GCM authenticates beside the text: the value opens only with this key id and in this context. */
function authenticated(id: string, context: readonly string[]): Uint8Array<ArrayBuffer> {
  return encode(JSON.stringify([version, id, ...context]));
}

function refuseSecrets(why: string): ConnectionError {
  return new ConnectionError('internal_error', {
    message: `option \`secrets\` ${why}; make one with \`openssl rand -base64 32\``,
  });
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function decode(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}

function toBase64url(bytes: ArrayBuffer | Uint8Array): string {
  return Buffer.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)).toString('base64url');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

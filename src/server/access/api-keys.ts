import { ConnectionError } from '../../contract/index.js';
import { equalSecret, sha256 } from '../store/index.js';

/** `connections`: everything but credentials. `credentials`: read live credentials. */
export type ApiKeyScope = 'connections' | 'credentials';

/** As the operator writes it. A plain string, or no `scopes`, means both. */
export type ApiKeyOption =
  string | { readonly key: string; readonly scopes?: readonly ApiKeyScope[]; readonly name?: string };

/** Who calls. `id` is a short hash of the key: it may stand in logs. */
export interface ApiKey {
  readonly id: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly name?: string;
}

export interface ApiKeys {
  /** The key that was presented, if it is one of ours. Every key is compared, each in constant time. */
  check(presented: string): Promise<ApiKey | undefined>;
}

/**
 * Keeps the keys of the embedder's backends, as hashes only.
 *
 * @throws ConnectionError `internal_error` naming the option `apiKeys`, when a key has fewer than 12 characters.
 */
export function createApiKeys(keys: readonly ApiKeyOption[]): ApiKeys {
  for (const option of keys) {
    if (keyOf(option).length < shortest) {
      throw new ConnectionError('internal_error', {
        message: `option \`apiKeys\` holds a key of fewer than ${shortest} characters`,
      });
    }
  }
  const known = Promise.all(keys.map(hashed));

  return {
    async check(presented) {
      const hash = await sha256(presented);
      let found: ApiKey | undefined;
      for (const entry of await known) {
        if (equalSecret(entry.hash, hash)) found = entry.apiKey;
      }
      return found;
    },
  };
}

const shortest = 12;

async function hashed(option: ApiKeyOption): Promise<{ hash: string; apiKey: ApiKey }> {
  const { scopes = ['connections', 'credentials'], name } = typeof option === 'string' ? {} : option;
  const hash = await sha256(keyOf(option));
  return { hash, apiKey: { id: hash.slice(0, 8), scopes, ...(name !== undefined && { name }) } };
}

function keyOf(option: ApiKeyOption): string {
  return typeof option === 'string' ? option : option.key;
}

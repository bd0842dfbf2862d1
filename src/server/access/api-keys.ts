import { ConnectionError } from '../../contract/index.js';
import { equalSecret, sha256, type Store } from '../store/index.js';
import type { ApiKey, ApiKeyScope } from './api-key.js';
import { findStoredKey } from './stored-keys.js';

/** As the operator writes it. A plain string, or no `scopes`, means both. */
export type ApiKeyOption =
  string | { readonly key: string; readonly scopes?: readonly ApiKeyScope[]; readonly name?: string };

export interface ApiKeys {
  /**
   * The key that was presented, if it is one of the option's (each is compared, in constant time) or a stored one that is
   * good at this moment.
   */
  check(presented: string): Promise<ApiKey | undefined>;
}

/**
 * The keys of the embedder's backends: those of the option `apiKeys`, kept in memory as hashes only, and those stored in
 * the database. Stored ones are looked up each time, so that a revoked one opens nothing more in any process.
 *
 * @throws ConnectionError `internal_error` naming the option `apiKeys`, when a key has fewer than 12 characters.
 */
export function createApiKeys({ db, keys }: { readonly db: Store; readonly keys: readonly ApiKeyOption[] }): ApiKeys {
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
      return found ?? (await findStoredKey(db, presented));
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

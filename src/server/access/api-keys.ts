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
 * @throws TypeError as {@link checkApiKeys} does
 */
export function createApiKeys({ db, keys }: { readonly db: Store; readonly keys: readonly ApiKeyOption[] }): ApiKeys {
  checkApiKeys(keys);
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

/**
 * Judges the option `apiKeys`. A part that is misspelt is refused: left out, the key could do more than it was meant to.
 *
 * @throws TypeError that names the entry (`apiKeys[1].scopes`) and quotes nothing of it
 */
export function checkApiKeys(keys: readonly ApiKeyOption[]): void {
  for (const [at, option] of keys.entries()) {
    const wrong = (part: string, why: string): never => {
      throw new TypeError(`\`apiKeys[${at}]${part}\` ${why}`);
    };
    const entry = typeof option === 'string' ? { key: option } : option;
    const stranger = Object.keys(entry).find((part) => !['key', 'name', 'scopes'].includes(part));
    if (stranger !== undefined) wrong(`.${stranger}`, 'is no part of a key: there are key, name and scopes');
    const { key, scopes = [] } = entry;
    if (!key) wrong(typeof option === 'string' ? '' : '.key', 'is empty (is its environment variable set?)');
    if (typeof key !== 'string' || key.length < shortest) wrong('', `is no key of ${shortest} characters or more`);
    if (!Array.isArray(scopes) || !scopes.every((scope) => allScopes.includes(scope)))
      wrong('.scopes', `is no list of ${allScopes.join(' and ')}`);
  }
}

const allScopes: readonly ApiKeyScope[] = ['connections', 'credentials'];

const shortest = 12;

async function hashed(option: ApiKeyOption): Promise<{ hash: string; apiKey: ApiKey }> {
  const { scopes = allScopes, name } = typeof option === 'string' ? {} : option;
  const hash = await sha256(keyOf(option));
  return { hash, apiKey: { id: hash.slice(0, 8), scopes, ...(name !== undefined && { name }) } };
}

function keyOf(option: ApiKeyOption): string {
  return typeof option === 'string' ? option : option.key;
}

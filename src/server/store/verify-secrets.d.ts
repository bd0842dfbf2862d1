import { type Keyring } from './keyring.js';
import type { Store } from './schema.js';
/**
 * Proves at start that the secrets given are those that sealed what lies in `db`, before anything is sealed by a wrong one.
 * Writes a check row for the first secret when it is new here. A retired secret may be left out once nothing is sealed by
 * it any more, as long as another one given opens its own row; its check row then goes.
 *
 * @throws ConnectionError `internal_error` naming the option `secrets`.
 */
export declare function verifySecrets(db: Store, keyring: Keyring): Promise<void>;

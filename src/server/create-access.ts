import {
  createApiKeys,
  createAudit,
  createIdempotency,
  createLimits,
  createSessions,
  createVouchers,
  type ApiKeys,
  type Audit,
  type Idempotency,
  type Limits,
  type Sessions,
  type Vouchers,
} from './access/index.js';
import type { ApiKeyOption } from './options.js';
import type { Keyring, Store } from './store/index.js';

interface Access {
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  readonly idempotency: Idempotency;
  readonly limits: Limits;
  readonly audit: Audit;
  readonly vouchers: Vouchers;
}

interface AccessParts {
  readonly db: Store;
  readonly keyring: Keyring;
  readonly url: string;
  readonly workspace: string;
  readonly now: () => number;
  readonly apiKeys: readonly (string | ApiKeyOption)[];
}

/** The whole room `access`, wired to one database. */
export function createAccess({ db, keyring, url, workspace, now, apiKeys }: AccessParts): Access {
  return {
    sessions: createSessions({ keyring, url, workspace, now }),
    apiKeys: createApiKeys({ db, keys: apiKeys }),
    idempotency: createIdempotency({ db, keyring, now }),
    limits: createLimits(db, now),
    audit: createAudit({ db, now }),
    vouchers: createVouchers({ db, keyring, now }),
  };
}

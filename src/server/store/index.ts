export { examineStore, type StoreExamination } from './examine-store.js';
export { asFailure } from './failure.js';
export { openStore, type OpenedStore } from './open-store.js';
export { createKeyring, UnsealError, type Keyring } from './keyring.js';
export { verifySecrets } from './verify-secrets.js';
export { equalSecret, randomToken, sha256 } from './token.js';
export type {
  ApiKeyRow,
  AttemptRow,
  AuditRow,
  ConnectionRow,
  Database,
  DisabledReceiverRow,
  IdempotencyRow,
  LimitRow,
  OutboxRow,
  SealCheckRow,
  SpentVoucherRow,
  Store,
} from './schema.js';

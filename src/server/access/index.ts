export type { ApiKey, ApiKeyScope } from './api-key.js';
export { checkApiKeys, createApiKeys, type ApiKeyOption, type ApiKeys } from './api-keys.js';
export { createAudit, purgeAudit, readAudit, type Audit, type AuditEntry, type RecordedEntry } from './audit.js';
export { createIdempotency, purgeIdempotency, type Idempotency, type IdempotentRequest } from './idempotency.js';
export { createLimits, purgeLimits, type Limit, type Limits } from './limits.js';
export { createSessions, type Grant, type Sessions, type SessionsOptions, type VerifiedSession } from './sessions.js';
export { createStoredKey, listStoredKeys, revokeStoredKey, type StoredKey } from './stored-keys.js';
export { createVouchers, purgeVouchers, type OpenedVoucher, type Vouchers } from './vouchers.js';

export { createApiKeys, type ApiKey, type ApiKeys, type ApiKeyOption, type ApiKeyScope } from './api-keys.js';
export { createAudit, type Audit, type AuditEntry } from './audit.js';
export { createIdempotency, purgeIdempotency, type Idempotency, type IdempotentRequest } from './idempotency.js';
export { createLimits, purgeLimits, type Limit, type Limits } from './limits.js';
export { createSessions, type Grant, type Sessions, type SessionsOptions, type VerifiedSession } from './sessions.js';
export { createVouchers, purgeVouchers, type OpenedVoucher, type Vouchers } from './vouchers.js';

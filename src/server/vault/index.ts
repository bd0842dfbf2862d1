export { localVault } from './local/local-vault.js';
export type { LocalVaultOptions, VaultAuditEntry } from './local/options.js';
export type {
  Authorization,
  AuthorizeRequest,
  Completed,
  CompleteRequest,
  ConnectionChanges,
  ConnectionsQuery,
  Credentials,
  IntegrationsQuery,
  Owner,
  Vault,
} from './vault.js';

export { localVault, type LocalVaultOptions, type VaultAuditEntry } from './local/local-vault.js';
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

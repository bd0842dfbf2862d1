export { localVault } from './local/local-vault.js';
export type { LocalVaultOptions, VaultAuditEntry } from './local/options.js';
export type {
  Authorization,
  AuthorizeRequest,
  ChangeOptions,
  Completed,
  CompleteRequest,
  ConnectionChanges,
  ConnectionsQuery,
  CreateOptions,
  Credentials,
  GivenAuth,
  InspectedConnection,
  InspectQuery,
  IntegrationsQuery,
  NewConnectionInput,
  Owner,
  Vault,
} from './vault.js';

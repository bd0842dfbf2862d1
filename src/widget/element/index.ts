export { anatomy } from './anatomy.js';
export { ConnectionEmbed } from './connection-embed.js';
export { defineConnectionEmbed } from './define.js';
export {
  ConnectionCreatedEvent,
  ConnectionFailedEvent,
  EmbedCloseEvent,
  EmbedReadyEvent,
  IntegrationSelectEvent,
  type ConnectionFailure,
  type CreatedConnection,
  type SelectedIntegration,
} from './events.js';
export type { AuthMode, ConnectOptions, EmbedOptions } from './options.js';

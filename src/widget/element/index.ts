export { anatomy } from './anatomy.js';
export { ConnectionEmbed } from './connection-embed.js';
export { defineConnectionEmbed } from './define.js';
export {
  ConnectionCreatedEvent,
  ConnectionFailedEvent,
  ConnectionRemovedEvent,
  EmbedCloseEvent,
  EmbedReadyEvent,
  IntegrationSelectEvent,
  type ConnectionFailure,
  type CreatedConnection,
  type SelectedIntegration,
} from './events.js';
export type { AuthMode, ConnectOptions, Display, EmbedOptions } from './options.js';
export type { Connection, Integration } from '../../contract/index.js';
export { ConnectionError, type ProblemCode } from '../../contract/problem.js';
export type { ConnectionSource, FetchSession } from '../client/index.js';
export type { CopyOverrides, Flow } from '../core/index.js';

export { createCatalogue, type Catalogue } from './catalogue.js';
export { checkField } from './check-field.js';
export { defineIntegration } from './define-integration.js';
export { describe } from './describe.js';
export { mayHoldSecret, tokenFields } from './field-rules.js';
export { hubspot, type HubspotOptions } from './hubspot.js';
export type { Account, GivenCredentials, IntegrationDefinition, TokenForm, Verify } from './integration.js';
export { pipedrive } from './pipedrive.js';
export {
  type ClientKey,
  type GrantType,
  normalizeTokenReply,
  type OAuthProvider,
  type PrivateJwk,
  type TokenReplyOddities,
} from '../oauth/index.js';

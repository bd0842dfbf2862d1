import type { Field, Integration } from '../../../contract/index.js';
import type { InspectedConnection } from '../../vault/index.js';

/** The way an integration is connected: by OAuth with its `inputs`, or by the form of its `token_fields`. */
export type Method = 'oauth2' | 'token';

/** Every way there is, the one that is offered first in front. */
export function methodsOf({ auth_methods, token_names }: Integration): readonly Method[] {
  return auth_methods ?? (token_names?.length ? ['token'] : ['oauth2']);
}

/** How a connection was made; where there is none, what is offered first. */
export function methodOf(integration: Integration, standing: InspectedConnection | undefined): Method {
  const methods = methodsOf(integration);
  const [first = 'token'] = methods;
  if (!standing) return first;
  const names = standing.connection.credentials ?? [];
  const oauth = names.includes('access_token') || names.includes('refresh_token');
  return methods.find((method) => (method === 'oauth2') === oauth) ?? first;
}

/** Whether its access token is got with the values of its form: client credentials or a password (RFC 6749 §4.3, §4.4). */
export function isFormGrant(integration: Integration, { connection }: InspectedConnection): boolean {
  return !methodsOf(integration).includes('oauth2') && (connection.credentials ?? []).includes('access_token');
}

/** Its fields in order; their names are the ids of Apideck's `settings`. */
export function fieldsOf(integration: Integration, method: Method): readonly Field[] {
  return (method === 'oauth2' ? integration.inputs : integration.token_fields) ?? [];
}

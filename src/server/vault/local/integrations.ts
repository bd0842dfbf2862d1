import { ConnectionError, type FieldError } from '../../../contract/index.js';
import { type Catalogue, checkField, type IntegrationDefinition } from '../../catalogue/index.js';
import { isByRedirect, type OAuthProvider } from '../../oauth/index.js';

/** The integration of this type, if one can be connected now. */
export function offered(catalogue: Catalogue, type: string): IntegrationDefinition {
  const definition = catalogue.get(type);
  if (!definition || definition.is_active === false) {
    throw new ConnectionError('not_found', { message: 'there is no such integration, or it is not available yet' });
  }
  return definition;
}

/** Its provider, if users are sent there to connect it. */
export function providerOf({ type, oauth }: IntegrationDefinition): OAuthProvider {
  if (oauth && isByRedirect(oauth)) return oauth;
  throw new ConnectionError('invalid_request', { message: `integration ${type} is not connected by OAuth` });
}

/**
 * The declared inputs, trimmed and judged; whatever else was sent is left behind.
 *
 * @throws ConnectionError `invalid_fields` at `inputs.NAME`
 */
export function checkedInputs(
  { type, inputs = [] }: IntegrationDefinition,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const errors: FieldError[] = [];
  const values: [string, string][] = [];
  for (const field of inputs) {
    const value = (Object.hasOwn(given, field.name) ? given[field.name] : undefined)?.trim() ?? '';
    const code = checkField(field, value);
    if (code !== undefined) errors.push({ path: `inputs.${field.name}`, code });
    if (value !== '') values.push([field.name, value]);
  }
  if (errors.length > 0)
    throw new ConnectionError('invalid_fields', { message: `inputs of integration ${type}`, errors });
  return Object.fromEntries(values);
}

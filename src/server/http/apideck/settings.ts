import { ConnectionError, type Field, type Integration, type TokenAuth } from '../../../contract/index.js';
import { mayHoldSecret } from '../../catalogue/index.js';
import { fieldsOf, type Method } from './method.js';

/** Apideck's `settings` as they came: whatever an integration does not ask for is ignored. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * The settings that the integration asks for, as texts by field name. A field goes by its name, by its position
 * (`token_0`) or, as its only secret, by `api_key`.
 *
 * @throws ConnectionError `invalid_fields` for a value that is no plain one
 */
export function settingsOf(
  integration: Integration,
  method: Method,
  settings: Settings | null | undefined,
): Record<string, string> {
  const fields = fieldsOf(integration, method);
  const secrets = fields.filter(mayHoldSecret);
  const given = fields.flatMap((field, at): [string, string][] => {
    const names = [field.name, ...(method === 'token' ? [`token_${at}`] : [])];
    if (method === 'token' && secrets.length === 1 && secrets[0] === field) names.push('api_key');
    const name = names.find((one) => settings && Object.hasOwn(settings, one));
    const value = name === undefined ? undefined : settings?.[name];
    return value === undefined || value === null ? [] : [[field.name, textOf(field, value)]];
  });
  return Object.fromEntries(given);
}

/** Values of a token form by field name, as the vault takes them. One that is missing is for the vault to miss. */
export function tokenAuth(integration: Integration, values: Readonly<Record<string, string>>): TokenAuth {
  const ordered = fieldsOf(integration, 'token').map(({ name }) => values[name] ?? '');
  const [only = ''] = ordered;
  return ordered.length === 1 ? { token: only } : { other_auth_info: ordered };
}

/** Of what is known of a connection only what was asked for and is no secret. */
export function openSettings(
  integration: Integration,
  method: Method,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  const open = fieldsOf(integration, method).filter((field) => !mayHoldSecret(field));
  return Object.fromEntries(
    open.flatMap(({ name }): [string, string][] => {
      const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Runs work of the vault; what it finds wrong is named as the caller of this surface has sent it. */
export async function inApideckWords<T>(integration: Integration, method: Method, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof ConnectionError) || thrown.errors.length === 0) throw thrown;
    const errors = thrown.errors.map(({ path, code }) => ({ path: pathOf(integration, method, path), code }));
    throw new ConnectionError(thrown.code, {
      message: `settings of integration ${integration.type}`,
      errors,
      cause: thrown,
      ...(thrown.retry_after !== undefined && { retry_after: thrown.retry_after }),
    });
  }
}

/** `auth.other_auth_info.1` is the second field's setting, `inputs.subdomain` that of the input, `auth.*` a credential. */
function pathOf(integration: Integration, method: Method, path: string): string {
  const position = path === 'auth.token' ? '0' : /^auth\.other_auth_info\.(\d+)$/.exec(path)?.[1];
  const name = position === undefined ? undefined : fieldsOf(integration, method)[Number(position)]?.name;
  if (name !== undefined) return `settings.${name}`;
  return path.replace(/^inputs\./, 'settings.').replace(/^auth\./, 'credentials.');
}

function textOf({ name }: Field, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ConnectionError('invalid_fields', { errors: [{ path: `settings.${name}`, code: 'pattern' }] });
}

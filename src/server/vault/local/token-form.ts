import { ConnectionError, type FieldError, type TokenAuth } from '../../../contract/index.js';
import { checkField, tokenFields, type TokenForm } from '../../catalogue/index.js';
import type { StoredCredentials } from './credentials.js';

/** A token form's values in the order of `token_names`, and how they are kept. */
export interface FormValues {
  readonly values: readonly string[];
  readonly stored: StoredCredentials;
}

/**
 * Reads and judges what was typed. One name takes `token` or the only `other_auth_info`; several take `other_auth_info`
 * in their order, and a `token` beside it is kept but not counted.
 *
 * @throws ConnectionError `invalid_fields`, every fault at `auth.other_auth_info.N`
 */
export function formValues(form: TokenForm, auth: TokenAuth): FormValues {
  const single = form.names.length === 1;
  const info = auth.other_auth_info ?? [];
  const given = single && auth.token !== undefined && info.length === 0 ? [auth.token] : info;
  const values = given.map((value) => value.trim());
  const errors = [...countFaults(form, values), ...valueFaults(form, values)];
  if (errors.length > 0) {
    throw new ConnectionError('invalid_fields', { message: `${errors.length} of the values will not do`, errors });
  }
  const [only] = values;
  if (single) return { values, stored: only === undefined ? {} : { token: only } };
  const token = auth.token?.trim();
  return { values, stored: { other_auth_info: values, ...(token && { token }) } };
}

/** Where a fault of the value at this position is shown. */
export function valuePath(position: number): string {
  return `auth.other_auth_info.${position}`;
}

/** The position a refusal is shown at when the integration does not say: its first secret. */
export function firstSecret(form: TokenForm): number {
  return Math.max(
    0,
    tokenFields(form).findIndex((field) => field.type === 'secret'),
  );
}

function countFaults(form: TokenForm, values: readonly string[]): FieldError[] {
  const missing = form.names
    .slice(values.length)
    .map((_, at) => ({ path: valuePath(values.length + at), code: 'required' }));
  const extra = values
    .slice(form.names.length)
    .map((_, at) => ({ path: valuePath(form.names.length + at), code: 'unexpected' }));
  return [...missing, ...extra];
}

function valueFaults(form: TokenForm, values: readonly string[]): FieldError[] {
  return tokenFields(form).flatMap((field, at) => {
    const value = values[at];
    const code = value === undefined ? undefined : checkField(field, value);
    return code === undefined ? [] : [{ path: valuePath(at), code }];
  });
}

import type { Field, FieldFault, FieldType, Integration, TokenAuth } from '../../contract/index.js';
import { shownName } from './name.js';

/** A field as the form draws it: it always has a label. */
export interface FormField extends Field {
  label: string;
}

/** What the form says of one value: what it finds itself, a box that has to be ticked, or what the provider refused. */
export type FieldErrorCode = FieldFault | 'unchecked' | 'credentials_rejected';

/**
 * What the token form asks for, in the order of `token_names`. `token_fields` decides where it fits the names; otherwise
 * each name is read: what may be a secret is treated as one.
 */
export function fieldsOf(integration: Integration): FormField[] {
  const { token_names: names, token_fields: fields } = integration;
  if (fields && (!names || names.length === fields.length))
    return fields.map((field, at) => labelled(field, names?.[at]));
  return (names ?? []).map((name) => labelled({ name, type: typeByName(name) }));
}

/**
 * The form's values as the wire wants them: one alone is the `token`, several are `other_auth_info` by position, where
 * an optional one left empty keeps its place.
 */
export function authOf(integration: Integration, values: readonly string[]): TokenAuth {
  const count = fieldsOf(integration).length;
  return count === 1 ? { token: values[0] ?? '' } : { other_auth_info: [...values] };
}

/** What is asked for before a sign-in. */
export function inputFieldsOf({ inputs = [] }: Integration): FormField[] {
  return inputs.map((field) => labelled(field));
}

function labelled(field: Field, name = field.name): FormField {
  return { ...field, label: shownName(field.label ?? name) };
}

/** The values of the fields before a sign-in as the wire wants them: by name, without those left empty. */
export function inputsOf({ inputs = [] }: Integration, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(inputs.map(({ name }, at) => [name, values[at] ?? '']).filter(([, value]) => value));
}

/** Which of `fields` the `path` of a server's error means: `inputs.NAME`, or by position as in `auth.other_auth_info.1`. */
export function positionOf(path: string, fields: readonly Field[]): number | undefined {
  const at = path.startsWith('inputs.')
    ? fields.findIndex(({ name }) => name === path.slice('inputs.'.length))
    : Number(/(?:^|\.)token$/.test(path) ? 0 : (/(?:^|\.)(\d+)$/.exec(path)?.[1] ?? -1));
  return fields[at] && at;
}

/** Whether what is typed stays hidden until the user asks to see it. */
export function isHidden({ type, name, label = '' }: Field): boolean {
  return type === 'secret' || (type === 'textarea' && secret.test(words(`${name} ${label}`)));
}

/** What a browser may fill in: `off`, except where the user name and password of an account are asked for. */
export function autofillOf(fields: readonly Field[]): readonly Autofill[] {
  const found = fields.map(({ type, name }): Autofill => {
    if (type === 'secret') return /^pass ?word$/.test(words(name)) ? 'current-password' : 'off';
    return type === 'email' || /^(user( ?name)?|login)$/.test(words(name)) ? 'username' : 'off';
  });
  return found.includes('username') && found.includes('current-password') ? found : found.map(() => 'off');
}

/** A value of the HTML attribute `autocomplete`. */
export type Autofill = 'off' | 'username' | 'current-password';

function typeByName(name: string): FieldType {
  const read = words(name);
  if (/\bsub ?domain\b/.test(read)) return 'subdomain';
  if (/\bur[il]$/.test(read)) return 'url';
  if (/\be ?mail( address)?$/.test(read)) return 'email';
  if (/\bid$/.test(read) || (plain.test(read) && !secret.test(read))) return 'text';
  return 'secret';
}

/** `apiKey`, `api_key` and `API Key` say the same. */
function words(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
}

const secret = /\b(key|token|secret|password|passphrase|passcode|pin|credential|pem|certificate)s?\b/;
const plain =
  /\b(name|username|user|login|domain|host|hostname|site|store|shop|region|account|company|organi[sz]ation|tenant|workspace|instance|environment|port|database|project|team|version|location|cluster|data ?cent(er|re)|number|server)\b/;

import * as z from 'zod/mini';
import { AuthMethod, Field, FieldOption, FieldType } from '../../contract/index.js';
import type { OAuthProvider } from '../oauth/index.js';
import type { Wrong } from './check-oauth.js';
import type { IntegrationDefinition, TokenForm, Verify } from './integration.js';

/**
 * Checks that an integration is made of what it can be made of, for authors without types: a misspelt member would be a
 * default that nobody chose, and a kind of field that there is not is drawn as text, a secret in the clear.
 */
export function checkShape(definition: IntegrationDefinition, wrong: Wrong): void {
  const [issue] = Integration.safeParse(definition, { reportInput: true }).error?.issues ?? [];
  if (!issue) return;
  const [stranger] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const path = stranger === undefined ? issue.path : [...issue.path, stranger];
  wrong(memberOf(path), stranger === undefined ? fault(issue) : 'is no member that there is');
}

type Shape<T> = Record<keyof T, z.ZodMiniType>;

const text = z.optional(z.string());
const texts = z.array(z.string());
const list = z.optional(texts);
const flag = z.optional(z.boolean());
const count = z.optional(z.number());
const func = z.custom((value) => typeof value === 'function', 'is no function');

const Fields = z.array(
  z.strictObject({
    ...Field.shape,
    // What a page is lenient with, an author has misspelt.
    type: FieldType.def.innerType,
    options: z.optional(z.array(z.strictObject(FieldOption.shape))),
  }),
);

const Token = z.strictObject({
  names: texts,
  instructions: list,
  fields: z.optional(Fields),
} satisfies Shape<TokenForm>);

const Check = z.strictObject({
  request: func,
  account: z.optional(func),
  rejects: count,
} satisfies Shape<Verify>);

const Provider = z.strictObject({
  grant_type: z.optional(z.enum(['authorization_code', 'client_credentials', 'password'])),
  client_id: text,
  client_secret: text,
  client_auth: z.optional(z.enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt'])),
  client_key: z.optional(z.strictObject({ key: z.looseObject({}), kid: text })),
  issuer: text,
  discovery: flag,
  authorization_endpoint: text,
  token_endpoint: text,
  revocation_endpoint: text,
  userinfo_endpoint: text,
  pushed_authorization_request_endpoint: text,
  authorization_response_iss_parameter_supported: flag,
  pkce: z.optional(z.literal(false)),
  host_suffix: text,
  scope_separator: z.optional(z.enum([' ', ','])),
  authorization_params: z.optional(z.record(z.string(), z.string())),
  redirect_uri: z.optional(z.enum(['own', 'shared'])),
  response_mode: z.optional(z.enum(['query', 'form_post'])),
  normalize: z.optional(func),
} satisfies Shape<OAuthProvider>);

const Integration = z.strictObject({
  type: z.string(),
  name: z.string(),
  categories: texts,
  aliases: list,
  description: text,
  logo_url: text,
  color: text,
  text_color: text,
  web_url: text,
  featured: flag,
  popularity: count,
  is_active: flag,
  oauth: z.optional(Provider),
  token: z.optional(Token),
  auth_methods: z.optional(z.array(AuthMethod)),
  inputs: z.optional(Fields),
  permissions: z.optional(z.record(z.string(), texts)),
  scopes: list,
  verify: z.optional(Check),
} satisfies Shape<IntegrationDefinition>);

/** As it would be written: `token.fields[0].type`. */
function memberOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

function fault(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_value') return `is none of ${issue.values.join(', ')}`;
  return issue.code === 'invalid_type' ? (kinds[issue.expected] ?? `is no ${issue.expected}`) : issue.message;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'is no text',
  array: 'is no list',
  record: 'is no object',
  boolean: 'is neither true nor false',
};

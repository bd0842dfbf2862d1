import type { Field } from '../../contract/index.js';
import { isByRedirect } from '../oauth/index.js';
import { checkOAuth, type Wrong } from './check-oauth.js';
import { checkShape } from './check-shape.js';
import { mayHoldSecret } from './field-rules.js';
import type { IntegrationDefinition } from './integration.js';
import { patternFault } from './pattern.js';

/**
 * An integration, checked once so that a mistake in it shows at start and not at its first user.
 *
 * @throws Error naming the integration and the offending member
 */
export function defineIntegration(definition: IntegrationDefinition): IntegrationDefinition {
  if (typeof definition !== 'object' || definition === null)
    throw new Error('an integration is an object, as defineIntegration({ ... }) or hubspot({ ... }) gives it');
  const { type, name, categories, token, oauth, inputs = [], auth_methods } = definition;
  const wrong = (member: string, why: string): never => {
    throw new Error(`integration "${type}": ${member} ${why}`);
  };
  checkShape(definition, wrong);
  if (!slug.test(type)) wrong('type', 'is no lower-case slug of at most 64 characters');
  if (!name.trim()) wrong('name', 'is empty');
  if (categories.length === 0) wrong('categories', 'is empty');
  categories.forEach((one, at) => slug.test(one) || wrong(`categories[${at}]`, 'is no lower-case slug'));
  if (!oauth && !token) wrong('oauth', 'and token are both missing');
  if (token) checkToken(token, wrong);
  checkFields('inputs', inputs, wrong);
  inputs.forEach(
    (one, at) =>
      mayHoldSecret(one) &&
      wrong(`inputs[${at}].type`, `is ${one.type}, but inputs are no secrets: ask for them in token.fields`),
  );
  auth_methods?.forEach((method, at) => {
    const declared = method === 'oauth2' ? oauth && isByRedirect(oauth) : token;
    if (!declared) wrong(`auth_methods[${at}]`, `is ${method}, which is not declared`);
  });
  if (oauth) checkOAuth(oauth, { inputs, token, wrong });
  for (const member of ['logo_url', 'web_url'] as const) {
    const url = definition[member];
    if (url !== undefined && !(URL.canParse(url) && new URL(url).protocol === 'https:'))
      wrong(member, 'is no https URL');
  }
  const rejects = definition.verify?.rejects;
  if (rejects !== undefined && token?.names[rejects] === undefined)
    wrong('verify.rejects', 'is no position of token.names');
  return definition;
}

const slug = /^[a-z0-9][a-z0-9_-]{0,63}$/;

function checkToken({ names, fields }: NonNullable<IntegrationDefinition['token']>, wrong: Wrong): void {
  if (names.length === 0) wrong('token.names', 'is empty');
  if (fields && fields.length !== names.length)
    wrong('token.fields', `has ${fields.length} entries for ${names.length} names`);
  if (fields) checkFields('token.fields', fields, wrong);
}

function checkFields(member: string, fields: readonly Field[], wrong: Wrong): void {
  const seen = new Set<string>();
  fields.forEach((field, at) => {
    const here = `${member}[${at}]`;
    if (!/^\w{1,64}$/.test(field.name) || field.name in {}) wrong(`${here}.name`, 'is no plain word');
    if (seen.has(field.name)) wrong(`${here}.name`, `is "${field.name}" a second time`);
    seen.add(field.name);
    const fault = field.pattern === undefined ? undefined : patternFault(field.pattern);
    if (fault !== undefined) wrong(`${here}.pattern`, fault);
    if (field.type === 'select' && !field.options?.length) wrong(`${here}.options`, 'is missing for a select');
    if ((field.min_length ?? 0) > (field.max_length ?? Infinity)) wrong(`${here}.min_length`, 'is above max_length');
  });
}

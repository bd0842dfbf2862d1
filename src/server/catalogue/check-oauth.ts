import type { Field } from '../../contract/index.js';
import { endpoints, isSafeUrl, isSigningKey, neededEndpoints, type OAuthProvider } from '../oauth/index.js';
import type { TokenForm } from './integration.js';

/** Says what is wrong with a member, by throwing. */
export type Wrong = (member: string, why: string) => never;

export interface CheckOAuthOptions {
  readonly inputs: readonly Field[];
  /** The integration's token form, which some grants send instead of asking at the provider. */
  readonly token: TokenForm | undefined;
  readonly wrong: Wrong;
}

/**
 * Checks how a provider is declared: every endpoint safe, every placeholder with its input, every moving host fenced, the
 * client able to prove itself, and the form of a grant that needs one.
 */
export function checkOAuth(oauth: OAuthProvider, { inputs, token, wrong }: CheckOAuthOptions): void {
  checkGrant(oauth, token, wrong);
  checkClient(oauth, wrong);
  if (oauth.host_suffix !== undefined && !/^(\.[a-z0-9-]+)+$/.test(oauth.host_suffix)) {
    wrong('oauth.host_suffix', 'is no lower-case host that starts with a dot');
  }
  if (oauth.authorization_response_iss_parameter_supported && oauth.issuer === undefined) {
    wrong('oauth.issuer', 'is missing to compare iss with');
  }
  const required = oauth.discovery ? (['issuer'] as const) : neededEndpoints(oauth);
  for (const member of required) if (oauth[member] === undefined) wrong(`oauth.${member}`, 'is missing');
  for (const member of endpoints) checkEndpoint(`oauth.${member}`, oauth[member], { oauth, inputs, wrong });
}

function checkGrant(oauth: OAuthProvider, token: TokenForm | undefined, wrong: Wrong): void {
  const { grant_type = 'authorization_code' } = oauth;
  const asked = Object.hasOwn(formFields, grant_type) ? formFields[grant_type] : undefined;
  if (!asked) wrong('oauth.grant_type', 'is none of authorization_code, client_credentials, password');
  for (const name of asked) {
    const field = token?.fields?.find((one) => one.name === name);
    if (!field || field.optional)
      wrong('token.fields', `lacks a required ${name}, which oauth.grant_type ${grant_type} sends`);
  }
}

/** What a grant takes from the token form, by the names of its fields. */
const formFields = {
  authorization_code: [],
  client_credentials: ['client_id', 'client_secret'],
  password: ['username', 'password'],
} as const satisfies Record<NonNullable<OAuthProvider['grant_type']>, readonly string[]>;

function checkClient(
  { grant_type, client_id, client_secret, client_auth, client_key, ...oauth }: OAuthProvider,
  wrong: Wrong,
): void {
  if (client_secret === '') wrong('oauth.client_secret', 'is empty; leave it out for a public client');
  if (grant_type === 'client_credentials') {
    // What the operator has would never be sent, so it is there by mistake.
    const brought = Object.entries({ client_id, client_secret, client_key }).find(([, value]) => value !== undefined);
    if (brought) wrong(`oauth.${brought[0]}`, 'is there, but with client_credentials the user brings the client');
    if (client_auth === 'private_key_jwt') wrong('oauth.client_auth', 'is private_key_jwt, but no user brings a key');
    return;
  }
  if (!client_id) wrong('oauth.client_id', 'is empty');
  if (client_auth !== 'private_key_jwt') {
    if (client_key) wrong('oauth.client_key', 'is there without client_auth private_key_jwt');
    return;
  }
  if (!client_key || !isSigningKey(client_key.key))
    wrong('oauth.client_key', 'is no private key as JWK: RSA, EC or Ed25519');
  if (client_secret !== undefined) wrong('oauth.client_secret', 'is there beside client_auth private_key_jwt');
  if (oauth.issuer === undefined) wrong('oauth.issuer', 'is missing; private_key_jwt is made out to it');
}

function checkEndpoint(
  member: string,
  template: string | undefined,
  { oauth, inputs, wrong }: { oauth: OAuthProvider; inputs: readonly Field[]; wrong: Wrong },
): void {
  if (template === undefined) return;
  const filled = template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const input = inputs.find((one) => one.name === name);
    if (!input || input.optional) wrong(member, `has {${name}}, which is no required entry of inputs`);
    return 'x';
  });
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  if (!url || !isSafeUrl(url)) return wrong(member, 'is no https URL (http only on loopback)');
  const authority = /^[a-z]+:\/\/[^/?#]*/i.exec(template)?.[0] ?? '';
  if (authority.includes('{') && !oauth.host_suffix) wrong('oauth.host_suffix', `is missing for the host of ${member}`);
  if (oauth.host_suffix && !url.hostname.endsWith(oauth.host_suffix)) wrong(member, 'is outside oauth.host_suffix');
}

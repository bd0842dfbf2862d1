import type { Field } from '../../contract/index.js';
import { endpoints, isSafeUrl, type OAuthProvider } from '../oauth/index.js';

/** Says what is wrong with a member, by throwing. */
export type Wrong = (member: string, why: string) => never;

/** Checks how a provider is declared: every endpoint safe, every placeholder with its input, every moving host fenced. */
export function checkOAuth(oauth: OAuthProvider, inputs: readonly Field[], wrong: Wrong): void {
  if (!oauth.client_id) wrong('oauth.client_id', 'is empty');
  if (oauth.client_secret === '') wrong('oauth.client_secret', 'is empty; leave it out for a public client');
  if (oauth.host_suffix !== undefined && !/^(\.[a-z0-9-]+)+$/.test(oauth.host_suffix)) {
    wrong('oauth.host_suffix', 'is no lower-case host that starts with a dot');
  }
  if (oauth.authorization_response_iss_parameter_supported && oauth.issuer === undefined) {
    wrong('oauth.issuer', 'is missing to compare iss with');
  }
  const required = oauth.discovery ? (['issuer'] as const) : (['authorization_endpoint', 'token_endpoint'] as const);
  for (const member of required) if (oauth[member] === undefined) wrong(`oauth.${member}`, 'is missing');
  for (const member of endpoints) checkEndpoint(`oauth.${member}`, oauth[member], { oauth, inputs, wrong });
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

import { ConnectionError } from '../../../contract/index.js';
import { type GivenCredentials, type IntegrationDefinition, tokenFields, type Verify } from '../../catalogue/index.js';

type VerifyRequest = ReturnType<Verify['request']>;

/**
 * The request that an integration makes of credentials.
 *
 * @throws ConnectionError `integration_misconfigured` where it makes none, or puts a credential into the URL (RFC 6750 §2.3
 * and RFC 9700 §4.3.2: what is in a URL is in somebody's log)
 */
export function verifyRequest({ type, token }: IntegrationDefinition, verify: Verify, given: GivenCredentials) {
  const made = requestOf(type, verify, given);
  const fields = token ? tokenFields(token) : [];
  const isSecret = (value: string, at: number) => value !== '' && fields[at]?.type === 'secret';
  const secrets = given.values.filter(isSecret);
  if (given.access_token) secrets.push(given.access_token);
  const url = caseless(made.url);
  const found = secrets.flatMap(spellings).filter((one) => url.includes(one));
  if (found.length === 0) return made;

  // A short secret can be a word of the address by chance: it still is where another one is given.
  const { access_token } = given;
  const values = given.values.map((value, at) => (isSecret(value, at) ? standIn(value) : value));
  const other = { ...given, values, ...(access_token !== undefined && { access_token: standIn(access_token) }) };
  const count = (text: string, part: string): number => text.split(part).length;
  const innocent = urlOf(type, verify, other);
  if (innocent === undefined || found.some((one) => count(caseless(innocent), one) < count(url, one))) {
    throw misconfigured(`verify of ${type} puts a credential into its URL`);
  }
  return made;
}

function requestOf(type: string, verify: Verify, given: GivenCredentials): VerifyRequest {
  let made: VerifyRequest | undefined;
  try {
    made = verify.request(given);
  } catch (cause) {
    throw misconfigured(`verify.request of ${type} threw`, cause);
  }
  if (made && URL.canParse(made.url)) return made;
  throw misconfigured(`verify.request of ${type} gives no request to a URL`);
}

/** Undefined where the integration's own code makes nothing of a secret that nobody was given. */
function urlOf(type: string, verify: Verify, given: GivenCredentials): string | undefined {
  try {
    return requestOf(type, verify, given).url;
  } catch {
    return undefined;
  }
}

/** As it is, as a part of a URL is written, and as a form is: a blank is `+` there, and `!` is `%21`. */
function spellings(secret: string): string[] {
  const form = new URLSearchParams({ v: secret }).toString().slice(2);
  return [secret, encodeURIComponent(secret), form].map(caseless);
}

/** A host is written in small letters whatever it was given in. Of capitals, none depends on what stands beside it. */
function caseless(text: string): string {
  return text.toUpperCase();
}

/** A text of the same shape that has another letter or digit wherever the secret has one. */
function standIn(secret: string): string {
  const turned = secret.replace(/[a-z0-9]/gi, (one) => {
    const ring = rings.find((letters) => letters.includes(one)) ?? one;
    return ring[(ring.indexOf(one) + 1) % ring.length] ?? one;
  });
  return turned === secret ? 'x'.repeat(secret.length) : turned;
}

/** Hexadecimal digits stay such. */
const rings = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'];

function misconfigured(message: string, cause?: unknown): ConnectionError {
  return new ConnectionError('integration_misconfigured', { message, cause });
}

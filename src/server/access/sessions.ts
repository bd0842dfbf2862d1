import { errors, jwtVerify, type JWTPayload, SignJWT } from 'jose';
import * as z from 'zod/mini';
import { ConnectionError, type Session, SessionClaims } from '../../contract/index.js';
import { type Keyring, randomToken } from '../store/index.js';

export interface SessionsOptions {
  readonly keyring: Keyring;
  /** Where the server is mounted: issuer and audience of its tokens. */
  readonly url: string;
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a session is minted with. */
export type Grant = Omit<SessionClaims, 'exp'> & {
  /** Came by a link: whoever holds it is not known to be the end user, and what it makes waits to be confirmed. */
  readonly linked?: boolean | undefined;
};

/** A session whose token was found good. `id` names the token (`jti`), for limits and logs. */
export type VerifiedSession = SessionClaims & { readonly id: string; readonly linked: boolean };

export interface Sessions {
  /**
   * Makes a token that lets one browser act for one end user. `expiresIn` is in seconds: 900 unless given, and at most that.
   *
   * @throws ConnectionError `invalid_request` when `expiresIn` is no positive number, `forbidden` for another workspace.
   */
  issue(claims: Grant, expiresIn?: number): Promise<Session>;
  /**
   * Answers what a token stands for. `late` takes a token past its end too, for it still tells whose it was; to be given
   * only where the session lends no right but narrows another proof.
   *
   * @throws ConnectionError `session_expired` for a good token past its end, `unauthorized` for any other that is not ours.
   */
  verify(token: string, options?: { readonly late?: boolean }): Promise<VerifiedSession>;
}

/**
 * Sessions as signed tokens: JWT (RFC 7519), HS256, with their own `typ`, so that no other token of anybody's passes for
 * one (RFC 8725 §3.11). Nothing is stored; a token signed by a rotated secret counts until it ends.
 */
export function createSessions({ keyring, url, workspace, now }: SessionsOptions): Sessions {
  return {
    async issue(claims, expiresIn = longest) {
      if (!(expiresIn >= 1))
        throw new ConnectionError('invalid_request', { message: 'expires_in is no positive number' });
      if (claims.workspace_id !== workspace) {
        throw new ConnectionError('forbidden', { message: `a session for another workspace than ${workspace}` });
      }
      const [key] = await signingKeys(keyring);
      if (!key) throw new ConnectionError('internal_error', { message: 'there is no key to sign sessions with' });

      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + Math.floor(Math.min(expiresIn, longest));
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg, typ })
        .setIssuer(url)
        .setAudience(url)
        .setJti(randomToken(16))
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt - clockSkew)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expires_at: new Date(expiresAt * 1000).toISOString(), endpoint: url };
    },

    async verify(token, { late = false } = {}) {
      const payload = await verifyByAny(token, await signingKeys(keyring), {
        late,
        algorithms: [alg],
        typ,
        issuer: url,
        audience: url,
        currentDate: new Date(now()),
        requiredClaims: ['sub', 'jti', 'iat', 'nbf', 'exp'],
      });
      const claims = SessionClaims.safeParse(payload);
      if (!claims.success || typeof payload.jti !== 'string')
        throw unauthorized('its claims are not those of a session');
      if (claims.data.workspace_id !== workspace) throw unauthorized('it is for another workspace');
      return { ...claims.data, id: payload.jti, linked: Linked.parse(payload).linked ?? false };
    },
  };
}

/** Ours alone, so it stands in no schema of the page's. */
const Linked = z.object({ linked: z.optional(z.boolean()) });

const alg = 'HS256';
const typ = 'connection-session+jwt';
/** Seconds. */
const longest = 900;
/** Seconds that the clock of another of our processes may be behind. */
const clockSkew = 5;

function signingKeys(keyring: Keyring): Promise<readonly Uint8Array[]> {
  return keyring.signingKeys('session');
}

type VerifyOptions = Parameters<typeof jwtVerify>[2] & { readonly late: boolean };

async function verifyByAny(
  token: string,
  keys: readonly Uint8Array[],
  { late, ...options }: VerifyOptions,
): Promise<JWTPayload> {
  for (const key of keys) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (error instanceof errors.JWTExpired) {
        // Judged last: by then signature, parties and times were found right.
        if (late) return error.payload;
        // Without the cause, which holds the claims.
        throw new ConnectionError('session_expired');
      }
      throw unauthorized(error instanceof errors.JOSEError ? error.code : 'it cannot be read');
    }
  }
  throw unauthorized('it is signed by none of our secrets');
}

function unauthorized(why: string): ConnectionError {
  return new ConnectionError('unauthorized', { message: `the session token is refused: ${why}` });
}

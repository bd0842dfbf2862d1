/** In which ways a token endpoint departs from RFC 6749 §5.1; each is declared by the integration that needs it. */
export interface TokenReplyOddities {
  /** Member that holds the tokens (`authed_user`). */
  readonly within?: string;
  /** Member that lists what was granted (`scopes`); a list becomes a string of words. */
  readonly scope?: string;
  /** The type to assume where the endpoint names none, or a word of its own. */
  readonly token_type?: 'Bearer';
}

/**
 * Makes a `normalize` for an odd token endpoint. Beside what is declared it reads form-encoded bodies (GitHub without
 * `Accept`), takes any 2xx for 200, drops nulls and makes an error in a 200 (GitHub, Slack) the 400 it is.
 * A failure, and anything it cannot read, passes through untouched and is judged as it came.
 */
export function normalizeTokenReply(oddities: TokenReplyOddities = {}): (reply: Response) => Promise<Response> {
  return async (reply) => {
    if (!reply.ok) return reply;
    const text = await reply.text();
    const members = parseJson(text) ?? parseForm(text);
    if (!members) return new Response(text, { status: reply.status, headers: contentType(reply) });
    if (typeof members['error'] === 'string') return Response.json({ error: members['error'] }, { status: 400 });
    return Response.json(bend(members, oddities));
  };
}

/**
 * A token reply made ready to be judged, whatever the integration declares: an error in a 200, or of a type other than
 * JSON, or beside a challenge, is the error it is, without the provider's own words; a bare 401 can only be about the
 * client (RFC 6749 §5.2). Without `idToken` the ID token is left out, where nobody could judge it or wants to know.
 */
export async function judgeable(reply: Response, { idToken }: { idToken: boolean }): Promise<Response> {
  const { status } = reply;
  if (status >= 500 || (status >= 300 && status < 400)) return reply;
  const text = await reply.text();
  const members = parseJson(text) ?? parseForm(text);
  const error = members?.['error'];
  if (typeof error === 'string' && members?.['access_token'] === undefined) {
    return Response.json({ error }, { status: reply.ok ? 400 : status, headers: kept(reply, timing) });
  }
  if (status === 401) return Response.json({ error: 'invalid_client' }, { status });
  if (!reply.ok || idToken || members?.['id_token'] === undefined) {
    return new Response(text, { status, headers: kept(reply, [...timing, 'content-type']) });
  }
  const { id_token: _, ...rest } = members;
  return Response.json(rest, { status });
}

const timing = ['retry-after', 'date'];

function kept({ headers }: Response, names: readonly string[]): [string, string][] {
  return names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] satisfies [string, string]];
  });
}

type Members = Record<string, unknown>;

function bend(members: Members, { within, scope, token_type }: TokenReplyOddities): Members {
  const inner = within === undefined ? undefined : members[within];
  const source = isMembers(inner) ? inner : members;
  const bent: Members = {};
  for (const name of ['access_token', 'token_type', 'refresh_token', 'id_token', 'expires_in']) {
    if (source[name] !== undefined && source[name] !== null) bent[name] = source[name];
  }
  const granted = source[scope ?? 'scope'];
  if (typeof granted === 'string') bent['scope'] = granted;
  if (Array.isArray(granted)) bent['scope'] = granted.filter((one) => typeof one === 'string').join(' ');
  if (token_type !== undefined) bent['token_type'] = token_type;
  return bent;
}

function parseJson(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseForm(text: string): Members | undefined {
  const form = new URLSearchParams(text);
  return form.has('access_token') || form.has('error') ? Object.fromEntries(form) : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function contentType(reply: Response): Record<string, string> {
  return { 'content-type': reply.headers.get('content-type') ?? 'application/octet-stream' };
}

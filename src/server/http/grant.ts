import { ConnectionError, CreateSession } from '../../contract/index.js';
import type { Grant } from '../access/index.js';
import { faultsIn, faultsInWords } from './body.js';
import { checkedExternalXref } from './external-xref.js';
import { environmentOf } from './environment.js';
import type { Deps } from './options.js';

/** What a session is minted with: the given parts, checked against the server's own limits, the rest its defaults. */
export function grantOf(deps: Deps, input: CreateSession): Grant {
  const origin = input.origin ?? deps.url.origin;
  const sub = checkedExternalXref(input.external_xref);
  if (!deps.origins.has(origin)) {
    throw new ConnectionError('origin_refused', { message: `${origin} is not in \`origins\`` });
  }
  const permissions = input.permissions ?? deps.permissions;
  for (const permission of permissions ?? []) {
    if (deps.permissions && !deps.permissions.includes(permission)) {
      throw new ConnectionError('forbidden', { message: `${permission} is not in the server's \`permissions\`` });
    }
  }
  return {
    sub,
    workspace_id: deps.workspace,
    environment: environmentOf(deps, input.environment),
    origin,
    allow: input.allow ?? ['create', 'list'],
    ...(input.integrations && { integrations: input.integrations }),
    ...(permissions && { permissions: [...permissions] }),
  };
}

/**
 * What the embedder's own backend asks for, judged as a body of `POST /sessions` is.
 *
 * @throws ConnectionError `invalid_request` that names each part and what is wrong with it
 */
export function sessionAsked(claims: unknown): CreateSession {
  const parsed = CreateSession.safeParse(claims);
  if (parsed.success) return parsed.data;
  const errors = faultsIn(parsed.error);
  throw new ConnectionError('invalid_request', { message: `no session is made with ${faultsInWords(errors)}`, errors });
}

import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import { callerOf, ownerOfId, requireScope } from '../caller.js';
import type { App, Deps } from '../options.js';
import { scalarParam } from '../query.js';
import { reply } from '../reply.js';

/**
 * Live credentials for the embedder's backend: the one reply that holds any. It takes a key with the scope `credentials`,
 * is never cached, and stands in the audit trail before it goes out.
 */
export function credentialRoutes(app: App, deps: Deps): void {
  app.post('/connections/:id/credentials', async (c) => {
    const caller = await callerOf(c, deps);
    if (caller.kind === 'nobody') throw new ConnectionError('unauthorized');
    if (caller.kind === 'session') throw new ConnectionError('forbidden', { message: 'credentials take an API key' });
    requireScope(caller, 'credentials');
    const id = c.req.param('id');
    const owner = await ownerOfId(caller, deps, { id, environment: scalarParam(c, 'env') });
    const credentials = await deps.vault.credentials(owner, id, { signal: c.req.raw.signal });
    if (!credentials) throw new ConnectionError('not_found');
    await deps.audit.record({
      actor: `key:${caller.key.id}`,
      action: 'connection.revealed',
      subject: id,
      result: 'done',
      request_id: c.get('requestId'),
    });
    c.header('Cache-Control', 'private, no-store');
    const { other_auth_info, ...rest } = credentials;
    return reply(c, CredentialsReply, { ...rest, ...(other_auth_info && { other_auth_info: [...other_auth_info] }) });
  });
}

/** Here and not in the contract, where no reply can hold a secret. */
export const CredentialsReply = z.object({
  access_token: z.optional(z.string()),
  token_type: z.optional(z.string()),
  expires_at: z.optional(z.string()),
  token: z.optional(z.string()),
  other_auth_info: z.optional(z.array(z.string())),
});

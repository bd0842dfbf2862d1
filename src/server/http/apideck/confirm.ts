import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import { jsonBody } from '../body.js';
import type { App, Deps } from '../options.js';
import { audited } from './audited.js';
import { backendOf, type Consumer } from './consumer.js';
import { enveloped } from './envelope.js';
import { slotAt, type Slot } from './slot.js';

/**
 * The second step of Apideck's hand-off with a `nonce`: the backend hands over the `confirm_token` that came back to its
 * own page, which proves that the browser it belongs to is the one that signed in. One use, 30 minutes.
 */
export function confirmRoute(app: App, deps: Deps): void {
  app.post('/vault/connections/:unified_api/:service_id/confirm', async (c) => {
    const consumer = await backendOf(c, deps);
    const { value } = await jsonBody(c, Body);
    const slot = await slotAt(deps, consumer, c.req.param());
    const id = await confirmable(deps, consumer, { slot, token: value.confirm_token });
    if (id === undefined) throw refused();
    // First this, which does no harm twice, then the token: one that is used up has done its work.
    if (!(await deps.vault.confirm(consumer.owner, id))) throw refused();
    const used = await deps.vouchers.spend('confirm', value.confirm_token);
    if (!used || used.spent) throw refused();
    await audited(c, deps, { consumer, action: 'connection.confirmed', subject: id });
    return enveloped(c, Confirmed, { confirmed: true });
  });
}

/** Body of `confirm`. */
export const Body = z.object({ confirm_token: z.string() });
/** That it is done; every failure has a status of its own. */
export const Confirmed = z.object({ confirmed: z.literal(true) });
const Payload = z.object({ environment: z.string(), external_xref: z.string(), id: z.string() });

/** The connection it is for, if that is this consumer's and of this very connector. */
async function confirmable(
  deps: Deps,
  { owner }: Consumer,
  { slot, token }: { slot: Slot; token: string },
): Promise<string | undefined> {
  const opened = await deps.vouchers.read('confirm', token);
  const payload = opened && !opened.spent ? Payload.safeParse(opened.payload).data : undefined;
  if (!payload || payload.external_xref !== owner.external_xref) return undefined;
  if (payload.environment.toLowerCase() !== owner.environment.toLowerCase()) return undefined;
  const [held] = await deps.vault.inspect(owner, { id: payload.id });
  return held?.connection.integration_type === slot.integration.type ? payload.id : undefined;
}

/** The same for every way in which a token can be wrong. */
function refused(): ConnectionError {
  return new ConnectionError('invalid_fields', { errors: [{ path: 'confirm_token', code: 'pattern' }] });
}

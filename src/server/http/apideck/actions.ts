import * as z from 'zod/mini';
import { ConnectionError } from '../../../contract/index.js';
import { jsonBody } from '../body.js';
import type { App, Deps } from '../options.js';
import { allowedRedirect } from '../redirects.js';
import { audited } from './audited.js';
import { callbackState } from './authorize-url.js';
import { ApideckConnection, connectionIn, ConnectionState } from './connection-shape.js';
import { backendOf } from './consumer.js';
import { enveloped } from './envelope.js';
import { isFormGrant, methodOf, methodsOf } from './method.js';
import { limitTries } from './limit.js';
import { noConnection, slotAt, takenSlotAt } from './slot.js';
import { stateOf } from './state.js';

const slot = '/vault/connections/:unified_api/:service_id';

/** What a backend can have done with one connection, beside changing it. */
export function actionRoutes(app: App, deps: Deps): void {
  app.post(`${slot}/validate`, async (c) => {
    const consumer = await backendOf(c, deps);
    const place = c.req.param();
    await limitTries(deps, consumer);
    const { id } = (await takenSlotAt(deps, consumer, place)).standing.connection;
    // One that waits to be confirmed is none to the vault, and nothing was validated.
    if (!(await judged(() => deps.vault.check(consumer.owner, id)))) throw noConnection();
    await audited(c, deps, { consumer, action: 'connection.validated', subject: id });
    const { integration, unified_api, standing } = await takenSlotAt(deps, consumer, place);
    const { state } = stateOf({ integration, standing }, methodOf(integration, standing));
    return enveloped(c, Validated, { id: `${unified_api}+${integration.type}`, state });
  });

  app.post(`${slot}/token`, async (c) => {
    const consumer = await backendOf(c, deps);
    const place = c.req.param();
    const { integration, standing } = await takenSlotAt(deps, consumer, place);
    if (!isFormGrant(integration, standing)) throw unprocessable('oauth_grant_type', 'not_allowed');
    await limitTries(deps, consumer);
    const { id } = standing.connection;
    if (!(await deps.vault.check(consumer.owner, id))) throw noConnection();
    await audited(c, deps, { consumer, action: 'connection.refreshed', subject: id });
    const now = await takenSlotAt(deps, consumer, place);
    return enveloped(c, ApideckConnection, await connectionIn(deps, consumer, now));
  });

  app.post(`${slot}/callback-state`, async (c) => {
    const consumer = await backendOf(c, deps);
    const { value } = await jsonBody(c, CallbackState);
    const place = await slotAt(deps, consumer, c.req.param());
    if (deps.links === 'off') throw new ConnectionError('forbidden', { message: 'option `links` is off' });
    if (!methodsOf(place.integration).includes('oauth2')) throw unprocessable('oauth_grant_type', 'not_allowed');
    const redirect_uri = allowedRedirect(deps, 'redirect_uri', value.redirect_uri);
    const state = await callbackState(deps, consumer, { slot: place, redirect_uri });
    await audited(c, deps, { consumer, action: 'link.created', subject: consumer.owner.external_xref });
    return enveloped(c, State, { state });
  });
}

/** Body of `callback-state`; without an address the caller adds one to the URL it makes. */
export const CallbackState = z.object({ redirect_uri: z.optional(z.string()) });
/** What goes into the URL of `authorize`: a voucher. */
export const State = z.object({ state: z.string() });
/** What came out of `validate`. */
export const Validated = z.object({ id: z.string(), state: ConnectionState });

/**
 * Whether there was anything to judge. A refusal by the provider is an answer: it was kept with the connection, whose state
 * tells it.
 */
async function judged(check: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await check()) !== undefined;
  } catch (error) {
    const told = error instanceof ConnectionError && ['needs_reauth', 'credentials_rejected'].includes(error.code);
    if (!told) throw error;
    return true;
  }
}

function unprocessable(path: string, code: string): ConnectionError {
  return new ConnectionError('invalid_fields', { errors: [{ path, code }] });
}

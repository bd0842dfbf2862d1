import { jsonBody } from '../body.js';
import type { App, Deps } from '../options.js';
import { booleanParam, scalarParam } from '../query.js';
import { audited } from './audited.js';
import { ApideckConnection, connectionIn } from './connection-shape.js';
import { backendOf, consumerOf } from './consumer.js';
import { enveloped } from './envelope.js';
import { ConnectionInput } from './import-data.js';
import { limitTries } from './limit.js';
import { noConnection, slotAt, slotsOf, takenSlotAt } from './slot.js';
import { updated } from './update.js';
import * as z from 'zod/mini';

/** One consumer's connections: the whole catalogue, each with what stands there. */
export function connectionRoutes(app: App, deps: Deps): void {
  app.get('/vault/connections', async (c) => {
    const consumer = await consumerOf(c, deps, 'list');
    const configured = booleanParam(c, 'configured');
    const slots = await slotsOf(deps, consumer, { api: scalarParam(c, 'api') });
    const asked = slots.filter(({ standing }) => configured === undefined || configured === (standing !== undefined));
    const shown = await Promise.all(asked.map((slot) => connectionIn(deps, consumer, slot)));
    return enveloped(c, z.array(ApideckConnection), shown);
  });

  app.get('/vault/connections/:unified_api/:service_id', async (c) => {
    const consumer = await consumerOf(c, deps, 'list');
    const slot = await slotAt(deps, consumer, c.req.param());
    return enveloped(c, ApideckConnection, await connectionIn(deps, consumer, slot));
  });

  app.patch('/vault/connections/:unified_api/:service_id', async (c) => {
    const consumer = await backendOf(c, deps);
    const { value } = await jsonBody(c, ConnectionInput);
    if (value.settings) await limitTries(deps, consumer);
    const place = c.req.param();
    const id = await updated(deps, consumer, { slot: await slotAt(deps, consumer, place), changes: value });
    await audited(c, deps, { consumer, action: 'connection.updated', subject: id });
    const now = await takenSlotAt(deps, consumer, place);
    return enveloped(c, ApideckConnection, await connectionIn(deps, consumer, now));
  });

  app.delete('/vault/connections/:unified_api/:service_id', async (c) => {
    const consumer = await consumerOf(c, deps, 'remove');
    const { standing } = await takenSlotAt(deps, consumer, c.req.param());
    if (!(await deps.vault.remove(consumer.owner, standing.connection.id))) throw noConnection();
    await audited(c, deps, { consumer, action: 'connection.removed', subject: standing.connection.id });
    return c.body(null, 204);
  });
}

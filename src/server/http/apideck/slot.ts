import { ConnectionError, type Integration } from '../../../contract/index.js';
import type { InspectedConnection } from '../../vault/index.js';
import type { Deps } from '../options.js';
import type { Consumer } from './consumer.js';
import { unifiedApiOf, unifiedApisOf } from './unified-api.js';

/** One place of one consumer: an integration under one of its unified APIs, with the connection that stands there. */
export interface Slot {
  readonly unified_api: string;
  readonly integration: Integration;
  readonly standing?: InspectedConnection | undefined;
}

interface Place {
  readonly unified_api: string;
  readonly service_id: string;
}

/**
 * The one slot an address names.
 *
 * @throws ConnectionError `not_found` for an unknown connector, or one that is not in this unified API
 */
export async function slotAt(deps: Deps, consumer: Consumer, place: Place): Promise<Slot> {
  const [integration] = await offered(deps, consumer, [place.service_id]);
  const unified_api = unifiedApiOf(place.unified_api);
  if (!integration || !unifiedApisOf(integration).includes(unified_api)) {
    throw new ConnectionError('not_found', { errors: [{ path: 'service_id', code: 'not_found' }] });
  }
  return { unified_api, integration, standing: standingIn(await held(deps, consumer, integration), unified_api) };
}

/** As {@link slotAt}, with the connection that has to be there. */
export async function takenSlotAt(
  deps: Deps,
  consumer: Consumer,
  place: Place,
): Promise<Slot & { readonly standing: InspectedConnection }> {
  const { standing, ...slot } = await slotAt(deps, consumer, place);
  if (!standing) throw noConnection();
  return { ...slot, standing };
}

/** Every slot of the catalogue, taken or not, in its order. */
export async function slotsOf(deps: Deps, consumer: Consumer, { api }: { api?: string | undefined }): Promise<Slot[]> {
  const asked = api === undefined ? undefined : unifiedApiOf(api);
  const [integrations, all] = await Promise.all([offered(deps, consumer), held(deps, consumer)]);
  return integrations.flatMap((integration) => {
    const own = all.filter(({ connection }) => connection.integration_type === integration.type);
    return unifiedApisOf(integration)
      .filter((unified_api) => asked === undefined || unified_api === asked)
      .map((unified_api) => ({ unified_api, integration, standing: standingIn(own, unified_api) }));
  });
}

export function noConnection(): ConnectionError {
  return new ConnectionError('not_found', { errors: [{ path: 'connection', code: 'not_found' }] });
}

/**
 * What was put there by this surface goes first, then a connection made elsewhere, which stands in all its categories; one
 * that waits to be confirmed hides neither.
 */
function standingIn(own: readonly InspectedConnection[], unified_api: string): InspectedConnection | undefined {
  const real = own.filter(({ state }) => state !== 'pending');
  return firstIn(real, unified_api) ?? firstIn(own, unified_api);
}

function firstIn(own: readonly InspectedConnection[], unified_api: string): InspectedConnection | undefined {
  return (
    own.find((one) => one.unified_api !== undefined && unifiedApiOf(one.unified_api) === unified_api) ??
    own.find((one) => !one.unified_api && one.connection.categories.some((name) => unifiedApiOf(name) === unified_api))
  );
}

/** A backend sees all; a browser what its session was minted for and is available. */
async function offered(deps: Deps, { session }: Consumer, types?: readonly string[]): Promise<Integration[]> {
  const found = await deps.vault.integrations(types ? { types } : {});
  if (!session) return found;
  return found.filter(
    (one) =>
      (one.is_active !== false || deps.showInactive) &&
      (!session.integrations || session.integrations.includes(one.type)),
  );
}

/** Pending connections are the backend's to know, and whoever opened a link knows of none. */
async function held(
  deps: Deps,
  { owner, session, unproven }: Consumer,
  integration?: Integration,
): Promise<InspectedConnection[]> {
  if (unproven) return [];
  const found = await deps.vault.inspect(owner, integration ? { integration_type: integration.type } : {});
  return session ? found.filter(({ state }) => state !== 'pending') : found;
}

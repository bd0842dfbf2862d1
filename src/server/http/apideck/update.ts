import type { ConnectionChanges, InspectedConnection } from '../../vault/index.js';
import type { Deps } from '../options.js';
import type { Consumer } from './consumer.js';
import { imported } from './import.js';
import type { ConnectionInput } from './import-data.js';
import { methodOf } from './method.js';
import { inApideckWords, openSettings, settingsOf, tokenAuth } from './settings.js';
import { noConnection, type Slot } from './slot.js';

/**
 * Changes what stands in the slot and answers its id. Where nothing does, the settings of a form make it, which is how
 * Apideck's clients hand over an API key.
 *
 * @throws ConnectionError `not_found` when nothing stands there and no form can be filled
 */
export async function updated(
  deps: Deps,
  consumer: Consumer,
  { slot, changes }: { slot: Slot; changes: ConnectionInput },
): Promise<string> {
  const { integration, standing } = slot;
  const method = methodOf(slot.integration, slot.standing);
  if (!standing) {
    if (method !== 'token' || !changes.settings) throw noConnection();
    return await imported(deps, consumer, { slot, data: changes });
  }
  const { id } = standing.connection;
  const changed = await inApideckWords(integration, method, () =>
    deps.vault.update(consumer.owner, id, vaultChanges({ ...slot, standing }, changes)),
  );
  if (!changed) throw noConnection();
  return id;
}

/** Given settings join those that are known; a secret never is, so a form is only changed with all its secrets at hand. */
function vaultChanges(
  slot: Slot & { readonly standing: InspectedConnection },
  { enabled, settings, metadata }: ConnectionInput,
): ConnectionChanges {
  const { integration, standing } = slot;
  const method = methodOf(slot.integration, slot.standing);
  const given = settingsOf(integration, method, settings);
  const all = { ...openSettings(integration, method, standing.settings), ...given };
  const renewed = method === 'oauth2' ? { inputs: all } : { auth: tokenAuth(integration, all) };
  return {
    ...(typeof enabled === 'boolean' && { is_paused: !enabled }),
    ...(Object.keys(given).length > 0 && renewed),
    ...(metadata !== undefined && { metadata: metadata ?? {} }),
  };
}

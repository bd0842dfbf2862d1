import { type Connection, ConnectionError } from '../../../contract/index.js';
import type { CreateOptions, NewConnectionInput, Owner } from '../vault.js';
import { checkedGiven } from './given.js';
import { checkedInputs, offered } from './integrations.js';
import type { Local } from './options.js';
import { askedPermissions } from './permissions.js';
import { connectionOf } from './reply.js';
import { rowByKey } from './rows.js';
import { storedNew } from './slot.js';

/** Makes a connection of given credentials: judged, tried at the provider unless they are imported, and only then stored. */
export async function createConnection(
  local: Local,
  owner: Owner,
  input: NewConnectionInput,
  { key, signal, verify, confirmBy, unified_api }: CreateOptions,
): Promise<Connection> {
  const { db, catalogue } = local;
  const there = await rowByKey(db, owner, key);
  if (there) return connectionOf(there, catalogue);
  refuseForeign(owner, input);
  const definition = offered(catalogue, input.integration_type);
  const permissions = askedPermissions(definition, input.permissions ?? []);
  const { auth, label, metadata } = input;
  const inputs = input.inputs || definition.oauth ? checkedInputs(definition, input.inputs ?? {}) : {};
  const checked = await checkedGiven(local, { definition, auth, inputs, permissions }, { signal, verify });
  const external_xref = owner.external_xref ?? input.external_xref;
  const asked = { owner, key, definition, external_xref, label, permissions, inputs, metadata, unified_api, confirmBy };
  return connectionOf(await storedNew(local, { ...asked, ...checked }, signal), catalogue);
}

/** What the body says about the owner must be what the caller is. */
function refuseForeign(owner: Owner, { environment, external_xref }: NewConnectionInput): void {
  const elsewhere = environment !== undefined && environment.toLowerCase() !== owner.environment.toLowerCase();
  const another =
    owner.external_xref !== undefined && external_xref !== undefined && external_xref !== owner.external_xref;
  if (elsewhere || another) {
    throw new ConnectionError('forbidden', {
      message: elsewhere ? 'environment is not the caller’s' : 'external_xref is not the caller’s',
    });
  }
}

import { type Connection, ConnectionError } from '../../../contract/index.js';
import type { Account } from '../../catalogue/index.js';
import type { ChangeOptions, ConnectionChanges, Owner } from '../vault.js';
import { sealFor, unsealRow } from './credentials.js';
import { checkedGiven, triedKept } from './given.js';
import { recovery } from './health.js';
import { checkedInputs, offered } from './integrations.js';
import { type Checked, credentialColumns } from './new-row.js';
import type { LocalVaultOptions } from './options.js';
import { connectionOf, inputsOf, strings } from './reply.js';
import { type Row, rowById } from './rows.js';
import { updateAndTell } from './write.js';

/** Changes what may be changed; new credentials are judged and tried first, and must be of the same account where that is known. */
export async function updateConnection(
  options: LocalVaultOptions,
  owner: Owner,
  id: string,
  asked: Asked,
): Promise<Connection | undefined> {
  const row = await rowById(options.db, owner, id);
  if (!row) return undefined;
  const renewed = await renewal(options, row, asked);
  return written(options, row, { changes: asked.changes, renewed });
}

interface Asked extends ChangeOptions {
  readonly changes: ConnectionChanges;
}

/** New credentials, new inputs, or both: sealed anew whenever the row they go into is read anew. */
interface Renewed {
  readonly inputs: string;
  readonly checked: Checked | undefined;
}

async function renewal(
  options: LocalVaultOptions,
  row: Row,
  { changes, signal, verify }: Asked,
): Promise<Renewed | undefined> {
  if (!changes.auth && !changes.inputs) return undefined;
  const definition = offered(options.catalogue, row.integration_type);
  const kept = inputsOf(row);
  const inputs = changes.inputs ? checkedInputs(definition, { ...kept, ...changes.inputs }) : kept;
  if (changes.auth) {
    const given = { definition, auth: changes.auth, inputs, permissions: strings(row.permissions) };
    const checked = await checkedGiven(options, given, { signal, verify });
    const told = checked.proven && definition.verify?.account !== undefined;
    refuseOtherAccount(row, checked, told);
    return { inputs: JSON.stringify(inputs), checked };
  }
  if (verify) {
    const credentials = await unsealRow(options, row);
    refuseOtherAccount(row, await triedKept(options, { definition, inputs, credentials }, signal), false);
  }
  return { inputs: JSON.stringify(inputs), checked: undefined };
}

async function written(
  options: LocalVaultOptions,
  row: Row,
  change: { readonly changes: ConnectionChanges; readonly renewed: Renewed | undefined },
): Promise<Connection | undefined> {
  const { changes, renewed } = change;
  const { label, permissions, is_paused, metadata } = changes;
  const columns = {
    ...(label !== undefined && { label }),
    // Counted, so that a refresh under way cannot bring back what it read before.
    ...(permissions?.length && { permissions: narrowed(row, permissions), revision: row.revision + 1 }),
    ...(is_paused !== undefined && { is_paused: is_paused ? 1 : 0 }),
    ...(metadata && { metadata: JSON.stringify(metadata) }),
    ...(renewed && (await renewedColumns(options, row, renewed))),
    updated_at: options.now(),
  };
  const told = [{ type: 'connection.updated' } as const, ...(renewed?.checked ? recovery(row) : [])];
  const after = await updateAndTell(options, row, columns, told);
  if (after) return connectionOf(after, options.catalogue);
  // Somebody else wrote between our read and this write; what they wrote is what we now change.
  const { workspace, environment } = row;
  const fresh = await rowById(options.db, { workspace, environment }, row.id);
  return fresh && written(options, fresh, change);
}

async function renewedColumns(options: LocalVaultOptions, row: Row, { inputs, checked }: Renewed) {
  const place = { ...row, inputs };
  const revision = row.revision + 1;
  if (!checked) {
    const credentials = await unsealRow(options, row);
    return { inputs, sealed: await sealFor(options, place, credentials), revision };
  }
  const { account_id, connected_as } = row;
  const columns = await credentialColumns(options, place, checked);
  return { ...columns, ...(!checked.account && !checked.proven && { account_id, connected_as }), inputs, revision };
}

/** `told`: the provider names the account whenever it is asked, so that none is another one. */
function refuseOtherAccount(row: Row, { account }: { readonly account: Account | undefined }, told: boolean): void {
  if (row.account_id === null || account?.id === row.account_id) return;
  if (!told && account?.id === undefined) return;
  throw new ConnectionError('account_mismatch', { message: `the new credentials of ${row.id} are of another account` });
}

function narrowed(row: Row, permissions: readonly string[]): string {
  const held = strings(row.permissions);
  const errors = permissions.flatMap((one, at) =>
    held.includes(one) ? [] : [{ path: `permissions.${at}`, code: 'not_granted' }],
  );
  if (errors.length > 0)
    throw new ConnectionError('invalid_fields', { message: 'permissions exceed the granted', errors });
  return JSON.stringify([...new Set(permissions)]);
}

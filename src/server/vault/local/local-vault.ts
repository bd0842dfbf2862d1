import { type Catalogue, describe } from '../../catalogue/index.js';
import type { Credentials, IntegrationsQuery, Owner, Vault } from '../vault.js';
import { authorize } from './authorize.js';
import { createBackground } from './background.js';
import { check } from './check.js';
import { complete } from './complete.js';
import { confirm } from './confirm.js';
import { createConnection } from './create.js';
import { asCredentials, unsealRow } from './credentials.js';
import { inspect } from './inspect.js';
import { listRows } from './list-rows.js';
import type { Local, LocalVaultOptions } from './options.js';
import { purge } from './purge.js';
import { liveRow } from './refresh.js';
import { remove } from './remove.js';
import { connectionOf } from './reply.js';
import { reseal } from './reseal.js';
import { currentRow, rowById, rowByKey } from './rows.js';
import { updateConnection } from './update.js';
import { work } from './work.js';

/**
 * Our own vault: connections in one table, their credentials sealed for exactly the row they stand in, providers spoken
 * to directly. What it holds in memory is what this process is doing at the moment, so any number of processes may share
 * the database.
 */
export function localVault(options: LocalVaultOptions): Vault {
  const local: Local = { ...options, background: createBackground(), flights: new Map() };
  const { db, catalogue } = local;
  return {
    integrations: (query) => Promise.resolve(listed(catalogue, query).map(describe)),
    authorize: (request) => authorize(local, request),
    complete: (request) => complete(local, request),
    create: (owner, input, given) => createConnection(local, owner, input, given),
    find: async (owner, key) => {
      const row = await rowByKey(db, owner, key);
      return row && connectionOf(row, catalogue);
    },
    list: async (owner, query) => (await listRows(db, owner, query)).map((row) => connectionOf(row, catalogue)),
    environmentOf: async (workspace, id) => {
      const row = await currentRow(db, id);
      return row?.workspace === workspace ? row.environment : undefined;
    },
    get: async (owner, id) => {
      const row = await rowById(db, owner, id);
      return row && connectionOf(row, catalogue);
    },
    update: (owner, id, changes, given = {}) => updateConnection(local, owner, id, { ...given, changes }),
    remove: (owner, id) => remove(local, owner, id),
    confirm: (owner, id) => confirm(local, owner, id),
    inspect: (owner, query) => inspect(local, owner, query),
    credentials: (owner, id, { signal } = {}) => credentials(local, { owner, id, signal }),
    check: (owner, id, given = {}) => check(local, owner, id, given),
    work: (given) => work(local, given),
    purge: () => purge(local),
    reseal: (given) => reseal(local, given),
    settled: () => local.background.settled(),
  };
}

function listed(catalogue: Catalogue, { types, categories, active }: IntegrationsQuery) {
  return catalogue
    .list()
    .filter((one) => types === undefined || types.includes(one.type))
    .filter((one) => categories === undefined || categories.some((category) => one.categories.includes(category)))
    .filter((one) => active === undefined || active === (one.is_active !== false));
}

async function credentials(
  local: Local,
  { owner, id, signal }: { owner: Owner; id: string; signal: AbortSignal | undefined },
): Promise<Credentials | undefined> {
  const row = await rowById(local.db, owner, id);
  const live = row && (await liveRow(local, row, signal));
  return live && asCredentials(await unsealRow(local, live));
}

import type { Catalogue } from '../../catalogue/index.js';
import { describe } from '../../catalogue/index.js';
import type { IntegrationsQuery, Owner, Vault } from '../vault.js';
import { authorize, complete } from './authorize.js';
import { asCredentials, unsealRow } from './credentials.js';
import type { LocalVaultOptions } from './options.js';
import { connectionOf } from './reply.js';
import { deleteRow, listRows, rowById, rowByKey } from './rows.js';
import { createFromToken, updateConnection } from './token-connection.js';

/**
 * Our own vault: connections in one table, their credentials sealed for exactly the row they stand in, providers spoken
 * to directly. Holds no state of its own, so any number of processes may share the database.
 */
export function localVault(options: LocalVaultOptions): Vault {
  const { db, catalogue } = options;
  return {
    integrations: (query) => Promise.resolve(listed(catalogue, query).map(describe)),
    authorize: (request) => authorize(options, request),
    complete: (request) => complete(options, request),
    create: (owner, input, given) => createFromToken(options, owner, input, given),
    find: async (owner, key) => {
      const row = await rowByKey(db, owner, key);
      return row && connectionOf(row, catalogue);
    },
    list: async (owner, query) => (await listRows(db, owner, query)).map((row) => connectionOf(row, catalogue)),
    get: async (owner, id) => {
      const row = await rowById(db, owner, id);
      return row && connectionOf(row, catalogue);
    },
    update: (owner, id, changes) => updateConnection(options, owner, id, changes),
    remove: (owner, id) => deleteRow(db, owner, id),
    credentials: (owner, id) => credentials(options, owner, id),
  };
}

function listed(catalogue: Catalogue, { types, categories, active }: IntegrationsQuery) {
  return catalogue
    .list()
    .filter((one) => types === undefined || types.includes(one.type))
    .filter((one) => categories === undefined || categories.some((category) => one.categories.includes(category)))
    .filter((one) => active === undefined || active === (one.is_active !== false));
}

async function credentials(options: LocalVaultOptions, owner: Owner, id: string) {
  const row = await rowById(options.db, owner, id);
  return row && asCredentials(await unsealRow(options, row));
}

import { type IntegrationDefinition, mayHoldSecret, tokenFields } from '../../catalogue/index.js';
import * as z from 'zod/mini';
import type { InspectedConnection, InspectQuery, Owner } from '../vault.js';
import { unsealRow } from './credentials.js';
import { inspectRows } from './list-rows.js';
import type { LocalVaultOptions } from './options.js';
import { connectionOf, inputsOf } from './reply.js';
import type { Row } from './rows.js';
import { stateOf } from './subject.js';

/** Connections with what only the embedder's backend may know of them, pending ones among them. */
export async function inspect(
  options: LocalVaultOptions,
  owner: Owner,
  query: InspectQuery,
): Promise<InspectedConnection[]> {
  const rows = await inspectRows(options.db, owner, query);
  return Promise.all(rows.map((row) => inspected(options, row)));
}

async function inspected(options: LocalVaultOptions, row: Row): Promise<InspectedConnection> {
  const definition = options.catalogue.get(row.integration_type);
  return {
    connection: connectionOf(row, options.catalogue),
    state: row.confirm_by === null ? stateOf(row) : 'pending',
    ...(row.unified_api !== null && { unified_api: row.unified_api }),
    settings: { ...(await openValues(options, row, definition)), ...inputsOf(row) },
    ...(row.metadata !== null && { metadata: Metadata.parse(JSON.parse(row.metadata)) }),
    ...(row.credentials_expire_at !== null && { expires_at: row.credentials_expire_at }),
    ...(row.last_refresh_failed_at !== null && { last_refresh_failed_at: row.last_refresh_failed_at }),
  };
}

const Metadata = z.record(z.string(), z.unknown());

/**
 * The values of a form that its author declares to be no secrets, by field name; a type that was guessed from a name is no
 * declaration. Of a row that does not open there are none.
 */
async function openValues(
  options: LocalVaultOptions,
  row: Row,
  definition: IntegrationDefinition | undefined,
): Promise<Record<string, string>> {
  const fields = definition?.token ? tokenFields(definition.token) : [];
  if (!definition?.token?.fields || fields.every(mayHoldSecret)) return {};
  const credentials = await unsealRow(options, row).catch(() => undefined);
  const { token, other_auth_info = token === undefined ? [] : [token] } = credentials ?? {};
  return Object.fromEntries(
    fields.flatMap((field, at) => {
      const value = other_auth_info[at];
      return mayHoldSecret(field) || value === undefined ? [] : [[field.name, value]];
    }),
  );
}

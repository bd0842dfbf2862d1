import * as z from 'zod/mini';
import { ConnectedAs, type Connection } from '../../../contract/index.js';
import type { Catalogue } from '../../catalogue/index.js';
import { isRenewable } from './renewal.js';
import type { Row } from './rows.js';

/** A connection as anyone may see it: built member by member, so that a new column is never sent by accident. */
export function connectionOf(row: Row, catalogue: Catalogue): Connection {
  const definition = catalogue.get(row.integration_type);
  const name = definition?.name;
  const credentials = strings(row.credential_names);
  const ends = isRenewable(definition, credentials) ? null : row.credentials_expire_at;
  const auth = row.connected_as === null ? undefined : connectedAs(row.connected_as);
  return {
    id: row.id,
    integration_type: row.integration_type,
    ...(name !== undefined && { integration_name: name }),
    categories: strings(row.categories),
    permissions: strings(row.permissions),
    environment: row.environment,
    workspace_id: row.workspace,
    ...(row.external_xref !== null && { external_xref: row.external_xref }),
    ...(row.label && { label: row.label }),
    ...(row.is_paused !== 0 && { is_paused: true }),
    ...(auth && { auth }),
    credentials,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    ...(row.last_healthy_at !== null && { last_healthy_at: time(row.last_healthy_at) }),
    ...(row.last_unhealthy_at !== null && { last_unhealthy_at: time(row.last_unhealthy_at) }),
    ...(row.last_unhealthy_code !== null && { last_unhealthy_code: row.last_unhealthy_code }),
    ...(ends !== null && { expires_at: time(ends) }),
  };
}

/** Decoration: a row in which it does not fit is shown without it, rather than spoiling the whole list. */
function connectedAs(json: string): ConnectedAs | undefined {
  try {
    return ConnectedAs.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** A column that holds a JSON list of strings. */
export function strings(json: string): string[] {
  return Strings.parse(JSON.parse(json));
}

/** A column that holds JSON `inputs`. */
export function inputsOf(row: Pick<Row, 'inputs'>): Record<string, string> {
  return Inputs.parse(JSON.parse(row.inputs));
}

const Strings = z.array(z.string());
const Inputs = z.record(z.string(), z.string());

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

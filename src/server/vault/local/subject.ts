import type { Catalogue } from '../../catalogue/index.js';
import type { EventSubject } from '../../outbox/index.js';
import { connectionOf, strings } from './reply.js';
import type { Row } from './rows.js';

/** What an event tells of a row. */
export function subjectOf(row: Row, catalogue: Catalogue): EventSubject {
  const definition = catalogue.get(row.integration_type);
  return {
    connection: connectionOf(row, catalogue),
    ...(row.unified_api !== null && { unified_api: row.unified_api }),
    auth_type: isOAuth(row) ? 'oauth2' : 'apiKey',
    state: stateOf(row),
    ...(definition?.logo_url !== undefined && { logo_url: definition.logo_url }),
    ...(definition?.web_url !== undefined && { web_url: definition.web_url }),
    ...(row.credentials_expire_at !== null && { expires_at: row.credentials_expire_at }),
    ...(row.last_refresh_failed_at !== null && { last_refresh_failed_at: row.last_refresh_failed_at }),
    ...(row.refresh_failures > 0 && { refresh_failures: row.refresh_failures }),
  };
}

/** A row's `state`, of which there are three. */
export function stateOf({ state }: Pick<Row, 'state'>): EventSubject['state'] {
  return state === 'pending_refresh' || state === 'needs_reauth' ? state : 'ok';
}

function isOAuth(row: Row): boolean {
  const names = strings(row.credential_names);
  return names.includes('access_token') || names.includes('refresh_token');
}

import type { Store } from '../../store/index.js';
import type { ConnectionsQuery, InspectQuery, Owner } from '../vault.js';
import { ofCategories, ownRows, type Row, stored } from './rows.js';

/** The owner's confirmed connections, newest first unless said otherwise. */
export async function listRows(db: Store, owner: Owner, query: ConnectionsQuery): Promise<Row[]> {
  const { integration_types, categories, updated_gte, limit = 100, offset = 0 } = query;
  const { sort = 'created_at', order = sort === 'integration_type' ? 'asc' : 'desc' } = query;
  if (integration_types?.length === 0) return [];
  let rows = ownRows(db, owner).where('confirm_by', 'is', null);
  if (integration_types) rows = rows.where('integration_type', 'in', integration_types);
  if (categories?.length) rows = rows.where(ofCategories(categories));
  if (updated_gte !== undefined) rows = rows.where('updated_at', '>=', updated_gte);
  return stored(() => rows.orderBy(sort, order).orderBy('id').limit(limit).offset(offset).execute());
}

/** The owner's connections, pending ones among them, newest first. */
export async function inspectRows(db: Store, owner: Owner, query: InspectQuery): Promise<Row[]> {
  const { id, integration_type, unified_api } = query;
  let rows = ownRows(db, owner);
  if (id !== undefined) rows = rows.where('id', '=', id);
  if (integration_type !== undefined) rows = rows.where('integration_type', '=', integration_type);
  if (unified_api !== undefined) {
    rows = rows.where(({ and, eb, or }) =>
      or([eb('unified_api', '=', unified_api), and([eb('unified_api', 'is', null), ofCategories([unified_api])])]),
    );
  }
  return stored(() => rows.orderBy('created_at', 'desc').orderBy('id').execute());
}

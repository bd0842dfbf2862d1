import type { Connection, Integration } from '../../../contract/index.js';
import { shownName } from '../../core/index.js';

/** What a connection is of, also where that is not offered any more. */
export function integrationOf(
  integration: Integration | undefined,
  connection: Pick<Connection, 'integration_type' | 'integration_name'> | undefined,
): Integration {
  const { integration_type: type = '', integration_name: name = type } = connection ?? {};
  return integration ?? { type, name: shownName(name) || type, categories: [] };
}

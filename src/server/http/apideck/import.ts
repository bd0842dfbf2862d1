import type { Integration } from '../../../contract/index.js';
import { randomToken } from '../../store/index.js';
import type { NewConnectionInput } from '../../vault/index.js';
import { jsonBody } from '../body.js';
import type { App, Deps } from '../options.js';
import { audited } from './audited.js';
import { ApideckConnection, connectionIn } from './connection-shape.js';
import { backendOf, type Consumer } from './consumer.js';
import { enveloped } from './envelope.js';
import { methodsOf, type Method } from './method.js';
import { limitTries } from './limit.js';
import { hasTokens, ImportData, oauthCredentials } from './import-data.js';
import { inApideckWords, settingsOf, tokenAuth } from './settings.js';
import { slotAt, takenSlotAt, type Slot } from './slot.js';

/** `POST .../import`: credentials a customer already has, put into their slot whatever stands there. */
export function importRoute(app: App, deps: Deps): void {
  app.post('/vault/connections/:unified_api/:service_id/import', async (c) => {
    const consumer = await backendOf(c, deps);
    await limitTries(deps, consumer);
    const { value } = await jsonBody(c, ImportData);
    const place = c.req.param();
    const slot = await slotAt(deps, consumer, place);
    const id = await imported(deps, consumer, { slot, data: value });
    await audited(c, deps, { consumer, action: 'connection.imported', subject: id });
    const now = await takenSlotAt(deps, consumer, place);
    return enveloped(c, ApideckConnection, await connectionIn(deps, consumer, now));
  });
}

/**
 * Puts it there and answers the connection's id, which stays what it was. Values of a form are tried at the provider
 * first; tokens are taken as they are, as Apideck does, and refreshed in the background where they are due.
 *
 * @throws ConnectionError `invalid_fields` and `credentials_rejected`, naming the settings
 */
export async function imported(
  deps: Deps,
  { owner }: Consumer,
  { slot, data }: { slot: Slot; data: ImportData },
): Promise<string> {
  const { integration, unified_api } = slot;
  const method = methodFor(integration, data);
  const settings = settingsOf(integration, method, data.settings);
  const input: NewConnectionInput = {
    integration_type: integration.type,
    permissions: [],
    ...(method === 'oauth2'
      ? { auth: oauthCredentials(data), inputs: settings }
      : { auth: tokenAuth(integration, settings) }),
    ...(data.metadata && { metadata: data.metadata }),
  };
  const { id } = await inApideckWords(integration, method, () =>
    deps.vault.create(owner, input, {
      key: randomToken(),
      unified_api,
      verify: method === 'token',
      signal: AbortSignal.timeout(VERIFY_LIMIT),
    }),
  );
  return id;
}

/** Milliseconds; the vault gives a check 10 s, this ends one that does not keep to it. */
const VERIFY_LIMIT = 15_000;

/** Where there are two ways, what was sent tells which. */
function methodFor(integration: Integration, data: ImportData): Method {
  const methods = methodsOf(integration);
  const [first = 'token'] = methods;
  if (methods.length < 2) return first;
  return hasTokens(data) ? 'oauth2' : 'token';
}

import { type AuditEntry, purgeAudit, purgeIdempotency, purgeLimits, purgeVouchers } from './access/index.js';
import { readAssets } from './assets.js';
import { createAttempts } from './attempt/index.js';
import type { CheckedOptions } from './check-options.js';
import { clientAddressBehind } from './client-address.js';
import { createAccess } from './create-access.js';
import { createApp, type Deps, type Log } from './http/index.js';
import type { ConnectionServerOptions, RequestContext, WebhookOption } from './options.js';
import { isLoopback } from './oauth/index.js';
import { createOutbound } from './outbound/index.js';
import { createOutbox } from './outbox/index.js';
import { createKeyring, openStore, verifySecrets } from './store/index.js';
import { localVault } from './vault/index.js';
import { readVersion } from './version.js';

/** Opens the database, proves the secrets and wires every room to the others. What fails closes what was open. */
export async function boot(checked: CheckedOptions, options: ConnectionServerOptions, log: Log) {
  const { url, workspace, environment, now } = checked;
  const keyring = await createKeyring(checked.secrets);
  const { db, close } = await openStore(options.database ?? 'file:connections.db');
  try {
    await verifySecrets(db, keyring);
    const access = createAccess({ db, keyring, url: base(url), workspace, now, apiKeys: options.apiKeys ?? [] });
    const allow = options.allowOrigins ?? [];
    // Callers are told after 10 s; a token reply that comes later still is not to be lost, but given back.
    const fetch = createOutbound({ allow, timeoutMs: 31_000 });
    const audit = (entry: Omit<AuditEntry, 'actor'>) => access.audit.record({ actor: 'server', ...entry });
    const { webhooks: receivers = [], onEvent } = options;
    // A receiver on loopback is the operator's own, named in the configuration; and its 15 s are the outbox's to count.
    const hooks = createOutbound({ allow: [...allow, ...receivers.flatMap(loopbackOrigin)], timeoutMs: 20_000 });
    const outbox = createOutbox({ db, fetch: hooks, now, receivers, log, audit, ...(onEvent && { onEvent }) });
    const vault = options.vault
      ? options.vault({ db, keyring, fetch, now, events: outbox })
      : localVault({
          db,
          keyring,
          catalogue: checked.catalogue,
          fetch,
          now,
          audit,
          events: outbox,
        });
    const attempts = createAttempts({
      db,
      keyring,
      vault,
      now,
      redirectUri: (type) => ({ own: `${base(url)}/oauth/code/${type}`, shared: `${base(url)}/oauth/code` }),
    });
    const deps: Deps = {
      url,
      workspace,
      environment,
      origins: checked.origins,
      redirects: checked.redirects,
      links: checked.links,
      permissions: options.permissions,
      showInactive: options.showInactive ?? false,
      publicList: options.publicList ?? true,
      vault,
      attempts,
      ...access,
      assets: await readAssets(),
      version: await readVersion(),
      log,
      now,
      resolveUser: userResolver(options),
      clientAddress: options.clientAddress ?? clientAddressBehind(checked.trustProxy),
    };
    const purge = async () => {
      await attempts.purge();
      await vault.purge();
      await purgeIdempotency(db, now());
      await purgeLimits(db, now());
      await purgeVouchers(db, now());
      await purgeAudit(db, now() - AUDIT_LIFE);
      await outbox.purge();
    };
    return { app: createApp(deps), deps, outbox, close, purge };
  } catch (error) {
    await close();
    throw error;
  }
}

function loopbackOrigin({ url }: WebhookOption): string[] {
  const parsed = new URL(url);
  return isLoopback(parsed) ? [parsed.origin] : [];
}

/** How long the audit trail is kept, in milliseconds. */
const AUDIT_LIFE = 400 * 86_400_000;

/** The embedder's own function, given the platform's context as it came, or an empty one where the platform has none. */
function userResolver({ resolveUser }: ConnectionServerOptions): Deps['resolveUser'] {
  return resolveUser && ((request, context = {}) => (isContext(context) ? resolveUser(request, context) : undefined));
}

function isContext(value: unknown): value is RequestContext {
  return typeof value === 'object' && value !== null;
}

/** Without a trailing slash, so that a path can follow. */
export function base(url: URL): string {
  return url.href.replace(/\/$/, '');
}

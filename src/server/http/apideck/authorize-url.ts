import { linkVoucher, STATE_LIFE } from '../link-request.js';
import type { Deps } from '../options.js';
import type { Consumer } from './consumer.js';
import { methodsOf } from './method.js';
import { openSettings } from './settings.js';
import type { Slot } from './slot.js';

/**
 * Where a consumer signs in for this slot; null where that is not to be had. Its `state` is a voucher, which costs no row,
 * however many connections are listed. A browser gets none: it has a hand-off of its own that is bound to it.
 */
export async function authorizeUrl(deps: Deps, consumer: Consumer, slot: Slot): Promise<string | null> {
  const { integration } = slot;
  if (consumer.session || deps.links === 'off' || integration.is_active === false) return null;
  if (!methodsOf(integration).includes('oauth2')) return null;
  const base = deps.url.href.replace(/\/$/, '');
  const state = await callbackState(deps, consumer, { slot });
  return `${base}/vault/authorize/${integration.type}/${encodeURIComponent(deps.workspace)}?state=${state}`;
}

/** The `state` alone, sealed with what it is good for: one sign-in into this slot, that leads back to `redirect_uri`. */
export function callbackState(
  deps: Deps,
  { owner }: Consumer,
  { slot, redirect_uri }: { slot: Slot; redirect_uri?: string | undefined },
): Promise<string> {
  const { integration, unified_api, standing } = slot;
  return linkVoucher(
    deps,
    {
      environment: owner.environment,
      external_xref: owner.external_xref,
      integration_type: integration.type,
      unified_api,
      permissions: [...(deps.permissions ?? [])],
      inputs: standing ? openSettings(integration, 'oauth2', standing.settings) : {},
      ...(redirect_uri !== undefined && { redirect_uri }),
    },
    { seconds: STATE_LIFE },
  );
}

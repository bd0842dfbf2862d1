import type { Connection } from '../../../contract/index.js';
import { fieldsOf, type Method } from './method.js';
import type { Slot } from './slot.js';

/** How a connection does, in Apideck's two words: what can be done with it, and why not more. */
export interface State {
  readonly state: 'available' | 'authorized' | 'callable' | 'invalid';
  readonly health: 'ok' | 'pending_refresh' | 'needs_auth' | 'pending_confirmation' | 'missing_settings' | 'degraded';
}

/**
 * `available`: nothing there. `authorized`: signed in, and something is still missing. `invalid`: only the consumer can
 * help. `callable`: it works, also while a refresh is tried again or the provider is down.
 */
export function stateOf({ integration, standing }: Pick<Slot, 'integration' | 'standing'>, method: Method): State {
  if (!standing) return { state: 'available', health: method === 'oauth2' ? 'needs_auth' : 'missing_settings' };
  const { connection, state, settings } = standing;
  if (state === 'pending') return { state: 'authorized', health: 'pending_confirmation' };
  const fault = faultOf(connection);
  if (state === 'needs_reauth' || fault === 'needs_reauth' || fault === 'credentials_rejected') {
    return { state: 'invalid', health: 'needs_auth' };
  }
  const inputs = method === 'oauth2' ? fieldsOf(integration, method) : [];
  if (inputs.some(({ name, optional }) => !optional && !settings[name])) {
    return { state: 'authorized', health: 'missing_settings' };
  }
  if (state === 'pending_refresh') return { state: 'callable', health: 'pending_refresh' };
  return { state: 'callable', health: fault === undefined ? 'ok' : 'degraded' };
}

/** What is wrong with it now: a code of the problem table, as long as it has not worked again since. */
export function faultOf({ last_healthy_at, last_unhealthy_at, last_unhealthy_code }: Connection): string | undefined {
  const over =
    last_unhealthy_at === undefined || (last_healthy_at !== undefined && last_healthy_at >= last_unhealthy_at);
  return over ? undefined : last_unhealthy_code;
}

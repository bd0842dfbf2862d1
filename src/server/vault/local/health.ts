import type { ProblemCode } from '../../../contract/index.js';
import type { Row } from './rows.js';
import type { Told } from './write.js';

/** The columns of a connection that has just been seen to work. */
export function healthyNow(now: number): Pick<Row, 'last_healthy_at' | 'last_unhealthy_at' | 'last_unhealthy_code'> {
  return { last_healthy_at: now, last_unhealthy_at: null, last_unhealthy_code: null };
}

/** What is told when it works again: nothing unless it was told before that it does not. */
export function recovery(row: Row): Told[] {
  return [
    ...(isToldPending(row) ? [{ type: 'connection.token_refresh.recovered' } as const] : []),
    ...(row.last_unhealthy_at === null ? [] : [{ type: 'connection.healthy' } as const]),
  ];
}

/** What is told when it does not work: nothing if that is known already. */
export function decline(row: Row, code: ProblemCode): Told[] {
  return row.last_unhealthy_at === null ? [{ type: 'connection.unhealthy', code }] : [];
}

/** A state of `pending_refresh` alone can also be that of an import which nobody has tried to refresh yet. */
export function isToldPending({ state, refresh_failures }: Row): boolean {
  return state === 'pending_refresh' && refresh_failures > 0;
}

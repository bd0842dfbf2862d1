import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ConnectionError } from '../../../src/contract/index.js';
import { secrets, type ContractServer } from './contract-server.js';

export const routes = {
  list: 'GET /unified/integration',
  create: 'POST /unified/connection',
  connections: 'GET /unified/connection',
  renew: 'PATCH /unified/connection/{id}',
  remove: 'DELETE /unified/connection/{id}',
  attempts: 'POST /oauth/attempts',
  poll: 'GET /oauth/attempts/{id}',
  sessions: 'POST /sessions',
} as const;

export const input = { integration_type: 'harbor', auth: { token: secrets.token } };
export const handle = { id: 'a1', poll_secret: secrets.poll };

/** The `ConnectionError` a call rejects with; anything else is a failure of the test. */
export async function failure(call: Promise<unknown>): Promise<ConnectionError> {
  const error = await call.then(
    () => assert.fail('it resolved'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConnectionError, inspect(error));
  return error;
}

/** The `Idempotency-Key` of every request to `route`. */
export function keysAt(server: ContractServer, route: string) {
  return server.arrivedAt(route).map(({ headers }) => headers['idempotency-key']);
}

/** The session token that came with the first request to `route`. */
export function tokenAt(server: ContractServer, route: string): string {
  return server.arrivedAt(route)[0]?.headers.authorization?.slice('Bearer '.length) ?? '';
}

export function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

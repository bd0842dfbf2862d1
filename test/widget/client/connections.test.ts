import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { inspect } from 'node:util';
import { httpSource, type HttpSourceOptions } from '../../../src/widget/client/index.js';
import { contractServer, loseReply, problem, secrets, type ContractServer } from './contract-server.js';
import { failure, input, routes, tokenAt } from './fixture.js';
import { recordedTiming } from './recorded-timing.js';

const { connections, renew, remove, sessions } = routes;
const auth = { token: secrets.token };

let server: ContractServer;

beforeEach(async () => {
  server = await contractServer();
});

afterEach(async () => await server.close());

function source(overrides: Partial<HttpSourceOptions> = {}) {
  const one = httpSource({ endpoint: server.endpoint, timing: recordedTiming(), ...overrides });
  const { connections, renewConnection, removeConnection } = one;
  assert.ok(connections && renewConnection && removeConnection);
  return { ...one, connections, renewConnection, removeConnection };
}

/** As many connections as `count`, made the way a page makes them. */
async function connected(count: number) {
  const one = source();
  for (let at = 0; at < count; at++) await one.createConnection(input, { key: `k${at}` });
  return one;
}

test('all connections are asked for, a hundred at a time and in the order they come', async () => {
  const one = await connected(101);
  const found = await one.connections();
  assert.deepEqual(
    found.map(({ id }) => id),
    server.connections.map(({ id }) => id),
  );
  assert.deepEqual(
    server.arrivedAt(connections).map(({ url }) => new URL(url, server.origin).search),
    ['?limit=100&offset=0', '?limit=100&offset=100'],
  );
});

test('a server that never ends is asked five times, no more', async () => {
  const [full] = (await connected(1), server.connections);
  server.next(connections, ...Array(9).fill(() => ({ status: 200, body: Array(100).fill(full) })));
  assert.equal((await source().connections()).length, 500);
  assert.equal(server.arrivedAt(connections).length, 5);
});

test('an unreadable connection is left out, the others stay', async () => {
  const one = await connected(1);
  server.next(connections, () => ({ status: 200, body: [{ id: 7 }, ...server.connections] }));
  assert.equal((await one.connections()).length, 1);
});

test('renewing sends the new values to the connection, and answers with it', async () => {
  const one = await connected(1);
  assert.equal((await one.renewConnection('c1', { auth })).id, 'c1');
  const [arrival] = server.arrivedAt(renew);
  assert.deepEqual([arrival?.url, arrival?.body], ['/connect/unified/connection/c1', { auth }]);
});

test('a renewal whose answer is lost is sent again, a refused one is not', async () => {
  const one = await connected(1);
  server.next(renew, loseReply);
  await one.renewConnection('c1', { auth });
  assert.equal(server.arrivedAt(renew).length, 2);
  const errors = [{ path: 'auth.token', code: 'credentials_rejected' }];
  server.next(renew, () => problem(422, 'credentials_rejected', { errors }));
  assert.deepEqual((await failure(one.renewConnection('c1', { auth }))).errors, errors);
  assert.equal(server.arrivedAt(renew).length, 3);
});

test('removing resolves, also when it is gone already, and says when it could not', async () => {
  const one = await connected(1);
  await one.removeConnection('c1');
  await one.removeConnection('c1');
  assert.deepEqual([server.connections.length, server.arrivedAt(remove).length], [0, 2]);
  server.next(remove, () => problem(403, 'forbidden'));
  assert.equal((await failure(one.removeConnection('c1'))).code, 'forbidden');
});

test('F18: a session that has run out is renewed once, for the list, the renewal and the removal alike', async () => {
  const one = await connected(1);
  for (const [route, call] of [
    [connections, () => one.connections()],
    [renew, () => one.renewConnection('c1', { auth })],
    [remove, () => one.removeConnection('c1')],
  ] as const) {
    const before = server.arrivedAt(sessions).length;
    const last = server.arrivals.findLast(({ headers }) => headers.authorization)?.headers.authorization ?? '';
    server.expire(last.slice('Bearer '.length));
    await call();
    assert.equal(server.arrivedAt(sessions).length, before + 1, route);
    assert.equal(server.arrivedAt(route).length, 2, route);
    assert.notEqual(tokenAt(server, route), '');
  }
});

test('W11: an id goes into the path escaped, and no secret into a URL or an error', async () => {
  const one = await connected(1);
  assert.equal((await failure(one.renewConnection('../../x?', { auth }))).code, 'not_found');
  assert.equal(server.arrivedAt(renew)[0]?.url, '/connect/unified/connection/..%2F..%2Fx%3F');
  server.next(renew, () => problem(422, 'credentials_rejected'));
  const error = await failure(one.renewConnection('c1', { auth }));
  assert.doesNotMatch(inspect(error, { depth: 9 }), /canary|eyJ/);
  for (const { url } of server.arrivals) assert.doesNotMatch(url, /canary|eyJ/);
});

test('W11: an id of dots, which an address would take for another place, is sent nowhere', async () => {
  const one = await connected(1);
  const before = server.arrivals.length;
  for (const id of ['.', '..', '']) {
    assert.equal((await failure(one.removeConnection(id))).code, 'invalid_request');
    assert.equal((await failure(one.attempt({ id, poll_secret: 'x' }))).code, 'invalid_request');
  }
  assert.equal(server.arrivals.length, before);
});

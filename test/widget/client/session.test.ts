import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { inspect } from 'node:util';
import { ConnectionError } from '../../../src/contract/index.js';
import { httpSource, type HttpSourceOptions, type SessionRequest } from '../../../src/widget/client/index.js';
import { contractServer, problem, type ContractServer } from './contract-server.js';
import { failure, handle, input, keysAt, tokenAt, routes } from './fixture.js';
import { recordedTiming, type RecordedTiming } from './recorded-timing.js';

const { list, create, attempts, poll, sessions } = routes;

let server: ContractServer;
let timing: RecordedTiming;

beforeEach(async () => {
  server = await contractServer();
  timing = recordedTiming();
});

afterEach(async () => await server.close());

function source(overrides: Partial<HttpSourceOptions> = {}) {
  return httpSource({ endpoint: server.endpoint, timing, ...overrides });
}

test('calls at the same time share one session', async () => {
  const one = source();
  await Promise.all([one.integrations({}), one.claims(), one.createConnection(input, { key: 'k' })]);
  assert.equal(server.arrivedAt(sessions).length, 1);
  assert.deepEqual(server.arrivedAt(sessions)[0]?.body, {});
  assert.equal(server.arrivedAt(sessions)[0]?.headers['content-type'], 'application/json');
});

test('the claims of the session are there to read', async () => {
  const claims = await source().claims();
  assert.equal(claims?.sub, 'ada-é-1');
  assert.deepEqual(claims?.allow, ['create', 'list']);
});

test('a session that has run out is renewed once, and the very same call goes out again', async () => {
  const reasons: string[] = [];
  const one = source({
    fetchSession: async ({ reason }) => {
      reasons.push(reason);
      return server.mint();
    },
  });
  await one.integrations({});
  server.expire(tokenAt(server, list));
  await one.createConnection(input, { key: 'k' });
  assert.deepEqual(reasons, ['first', 'expired']);
  assert.deepEqual(keysAt(server, create), ['k', 'k']);
  assert.equal(server.connections.length, 1);
});

test('calls that find the same session run out share one renewal', async () => {
  const one = source();
  await one.integrations({});
  server.expire(tokenAt(server, list));
  await Promise.all([one.integrations({}), one.integrations({}), one.createConnection(input, { key: 'k' })]);
  assert.equal(server.arrivedAt(sessions).length, 2);
});

test('a session that is refused right after its renewal is not renewed again', async () => {
  server.next(list, ...Array(5).fill(() => problem(401, 'session_expired')));
  assert.equal((await failure(source().integrations({}))).code, 'session_expired');
  assert.equal(server.arrivedAt(list).length, 2);
  assert.equal(server.arrivedAt(sessions).length, 2);
});

test('a session that is refused for another reason is not renewed', async () => {
  server.next(list, () => problem(401, 'unauthorized'));
  assert.equal((await failure(source().integrations({}))).code, 'unauthorized');
  assert.equal(server.arrivedAt(sessions).length, 1);
});

test('F18: a session that runs out while the user signs in keeps no result from arriving', async () => {
  const one = source();
  await one.createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  server.expire(tokenAt(server, attempts));
  assert.equal((await one.attempt(handle)).status, 'created');
  assert.deepEqual(
    server.arrivedAt(poll).map(({ headers }) => headers.authorization !== undefined),
    [true, false],
  );
  await one.createAttempt({ integration_type: 'northwind' }, { key: 'k2' });
  assert.equal(server.arrivedAt(sessions).length, 2);
});

test('B57: asked as the user, a session that has run out is renewed and nothing is ever asked without one', async () => {
  const one = source();
  await one.createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  server.expire(tokenAt(server, attempts));
  assert.equal((await one.attempt(handle, { asUser: true })).status, 'created');
  const another = source();
  server.next(poll, () => problem(401, 'unauthorized'));
  assert.equal((await failure(another.attempt(handle, { asUser: true }))).code, 'unauthorized');
  assert.equal(server.arrivedAt(poll).length, 3);
  const tokens = server.arrivedAt(poll).map(({ headers }) => headers.authorization);
  assert.equal(new Set(tokens).size, 3, 'each asked with a session of its own');
  assert.ok(!tokens.includes(undefined));
});

test('B59: a session for another endpoint is not used, and nothing is sent to the one of the tag', async () => {
  const evil = await contractServer();
  const one = source({ endpoint: evil.endpoint, sessionUrl: `${server.endpoint}/sessions` });
  for (const call of [one.integrations({}), one.createConnection(input, { key: 'k' }), one.claims()])
    assert.equal((await failure(call)).code, 'endpoint_mismatch');
  await failure(one.attempt(handle));
  assert.deepEqual(
    evil.arrivals.filter(({ headers }) => headers.authorization !== undefined),
    [],
  );
  assert.equal(evil.connections.length + evil.attempts.size, 0);
  await evil.close();
});

test('B59: a token handed over by the page must itself say that it is for the endpoint', async () => {
  for (const [name, token] of [
    ['another issuer', server.mint({ iss: 'https://evil.example/connect' })],
    ['another audience', server.mint({ aud: 'https://evil.example/connect' })],
    ['another path', server.mint({ iss: `${server.origin}/other`, aud: `${server.origin}/other` })],
    ['nothing to read', 'opaque-canary'],
    ['a payload that is no JSON', 'a.b.c'],
  ] as const) {
    const error = await failure(source({ fetchSession: async () => token }).integrations({}));
    assert.equal(error.code, 'endpoint_mismatch', name);
    assert.doesNotMatch(inspect(error), /canary/);
  }
  assert.equal(server.arrivals.length, 0);
});

test('B59: an honest wrapper around a token for another endpoint does not help', async () => {
  const forged = {
    ...server.session(),
    token: server.mint({ iss: 'https://evil.example', aud: 'https://evil.example' }),
  };
  assert.equal(
    (await failure(source({ fetchSession: async () => forged }).integrations({}))).code,
    'endpoint_mismatch',
  );
  assert.equal(server.arrivals.length, 0);
});

test('endpoints that differ in nothing but spelling are the same', async () => {
  const spelled = server.endpoint.replace('http:', 'HTTP:') + '/';
  assert.equal((await source({ endpoint: spelled }).integrations({})).length, 2);
  const token = server.mint({ iss: `${server.endpoint}/`, aud: spelled });
  assert.equal((await source({ fetchSession: async () => token }).integrations({})).length, 2);
});

test('a token whose claims cannot be read is used when its session names the endpoint', async () => {
  const one = source({ fetchSession: async () => ({ ...server.session(), token: 'opaque' }) });
  assert.equal(await one.claims(), undefined);
  assert.equal((await one.integrations({})).length, 2);
});

test('a session for another workspace or environment is a named error; case does not matter to an environment', async () => {
  assert.equal((await failure(source({ workspaceId: 'w2' }).claims())).code, 'workspace_mismatch');
  assert.equal((await failure(source({ environment: 'Sandbox' }).claims())).code, 'environment_mismatch');
  assert.ok(await source({ workspaceId: 'default', environment: 'PRODUCTION' }).claims());
  assert.equal(server.arrivedAt(list).length, 0);
});

test('a session page that answers something else is invalid_reply, one that refuses is unauthorized', async () => {
  server.next(
    sessions,
    () => ({ status: 200, body: { jwt: 'x' } }),
    () => ({ status: 401, body: '<h1>Sign in</h1>' }),
  );
  assert.equal((await failure(source().claims())).code, 'invalid_reply');
  assert.equal((await failure(source().claims())).code, 'unauthorized');
});

test('W11: a failure says what was asked, but for the query, and what the page said', async () => {
  server.next(sessions, () => ({ status: 404, body: '' }));
  const sessionUrl = `${server.endpoint}/sessions`;
  const asked = await failure(source({ sessionUrl: `${sessionUrl}?csrf=canary` }).claims());
  assert.equal(asked.message, `invalid_request: POST ${sessionUrl} answered 404`);
  const thrown = await failure(source({ fetchSession: () => Promise.reject(new Error('no backend')) }).claims());
  assert.equal(thrown.message, 'internal_error: fetchSession: Error: no backend');
});

test("a fetchSession that fails is told apart: the page's own error, the network, too late", async () => {
  const failing = async (fetchSession: (request: SessionRequest) => Promise<string>) =>
    (await failure(source({ fetchSession, timeout: 30 }).claims())).code;
  assert.equal(await failing(() => Promise.reject(new ConnectionError('forbidden'))), 'forbidden');
  assert.equal(await failing(() => Promise.reject(new TypeError('Failed to fetch'))), 'network_failed');
  assert.equal(await failing(() => Promise.reject(new Error('no'))), 'internal_error');
  assert.equal(await failing(() => Promise.resolve('')), 'invalid_reply');
  // No header can hold it, and the browser would quote it.
  assert.equal(await failing(() => Promise.resolve(`${server.mint()}\nsecond line`)), 'invalid_reply');
  assert.equal(await failing(() => new Promise(() => undefined)), 'timed_out');
});

test('a session that failed is asked for again by the next call', async () => {
  server.next(sessions, () => problem(403, 'forbidden'));
  const one = source();
  assert.equal((await failure(one.claims())).code, 'forbidden');
  assert.ok(await one.claims());
});

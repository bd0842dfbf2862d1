import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { inspect } from 'node:util';
import { httpSource, type HttpSourceOptions } from '../../../src/widget/client/index.js';
import { contractServer, problem, secrets, silence, type ContractServer } from './contract-server.js';
import { failure, handle, input, keysAt, routes } from './fixture.js';
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

test('the list is asked for with the session token in a header, narrowed by the query', async () => {
  const found = await source().integrations({ categories: ['ats', 'crm'], types: ['harbor'] });
  assert.deepEqual(
    found.map(({ type }) => type),
    ['harbor', 'northwind'],
  );
  const [arrival] = server.arrivedAt(list);
  assert.match(arrival?.headers.authorization ?? '', /^Bearer ey/);
  assert.equal(decodeURIComponent(arrival?.url ?? ''), '/connect/unified/integration?categories=ats,crm&type=harbor');
});

test('an unreadable integration is left out, the others stay', async () => {
  server.integrations.push(null, { type: 'broken' }, { type: 'x', name: 'X', categories: [], logo_url: null });
  assert.equal((await source().integrations({})).length, 2);
});

test('a connection and an attempt come back parsed, and startUrl is where tickets go', async () => {
  const one = source();
  assert.equal((await one.createConnection(input, { key: 'k1' })).integration_type, 'harbor');
  const attempt = await one.createAttempt({ integration_type: 'northwind' }, { key: 'k2' });
  assert.deepEqual(Object.keys(attempt).sort(), ['expires_at', 'id', 'poll_secret', 'ticket']);
  assert.equal(one.startUrl, `${server.endpoint}/oauth/start`);
  assert.deepEqual(keysAt(server, create), ['k1']);
  assert.deepEqual(keysAt(server, attempts), ['k2']);
});

test('an attempt is asked for with its poll secret in a header and the wait in the URL', async () => {
  const one = source();
  await one.createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  assert.equal((await one.attempt(handle, { wait: 25 })).status, 'created');
  const [arrival] = server.arrivedAt(poll);
  assert.equal(arrival?.url, '/connect/oauth/attempts/a1?wait=25');
  assert.equal(arrival?.headers['attempt-secret'], secrets.poll);
});

test('an attempt is asked for without a session when none is there', async () => {
  await source().createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  await source().attempt(handle);
  assert.equal(server.arrivedAt(poll)[0]?.headers.authorization, undefined);
  assert.equal(server.arrivedAt(sessions).length, 1);
});

test('cancelling resolves, also when the attempt is already gone', async () => {
  const one = source();
  await one.createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  await one.cancelAttempt(handle);
  assert.equal(server.attempts.get('a1')?.status, 'cancelled');
  server.move('a1', undefined);
  await one.cancelAttempt(handle);
});

test('W11: no secret is ever part of a URL or of an error', async () => {
  const one = source();
  await one.createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  await one.attempt(handle);
  server.next(create, () => problem(422, 'credentials_rejected'), silence);
  const errors = [
    await failure(one.createConnection(input, { key: 'k3' })),
    await failure(source({ timeout: 20 }).createConnection(input, { key: 'k3' })),
    await failure(one.attempt({ ...handle, id: 'gone' })),
  ];
  for (const { url } of server.arrivals) assert.doesNotMatch(url, /canary|eyJ/);
  for (const error of errors) assert.doesNotMatch(inspect(error, { depth: 9 }), /canary|eyJ/);
});

test('cookies go to the session page only, redirects are refused, nothing is cached', async () => {
  const sent: RequestInit[] = [];
  const one = source({
    fetch: async (url, init) => {
      sent.push(init ?? {});
      return await fetch(url, init);
    },
  });
  await one.createConnection(input, { key: 'k' });
  assert.deepEqual(
    sent.map(({ credentials, redirect, cache, mode, referrerPolicy }) => [
      credentials,
      redirect,
      cache,
      mode,
      referrerPolicy,
    ]),
    [
      ['same-origin', 'error', 'no-store', 'cors', 'strict-origin'],
      ['omit', 'error', 'no-store', 'cors', 'strict-origin'],
    ],
  );
});

test('a redirect is not followed, so that no other server gets the token', async () => {
  const other = await contractServer();
  server.next(
    list,
    ...Array(3).fill(() => ({ status: 307, headers: { Location: `${other.endpoint}/unified/integration` } })),
  );
  assert.equal((await failure(source().integrations({}))).code, 'network_failed');
  assert.equal(other.arrivals.length, 0);
  await other.close();
});

test('an endpoint or session page that is no URL is told at once, naming it', () => {
  for (const [overrides, name] of [
    [{ endpoint: '/connect' }, /endpoint "\/connect"/],
    [{ endpoint: 'https://user:pw@x.example' }, /endpoint "x\.example"/],
    [{ sessionUrl: 'http://' }, /sessionUrl/],
  ] as const)
    assert.throws(() => source(overrides), { code: 'invalid_request', message: name });
});

test('B59: a session comes from a server that nobody else can speak for: of https, or this machine', () => {
  for (const url of ['data:application/json,{}', 'blob:https://app.example/x', 'javascript:0', 'file:///x']) {
    assert.throws(() => source({ sessionUrl: url }), { code: 'invalid_request', message: /sessionUrl/ });
    assert.throws(() => source({ endpoint: url }), { code: 'invalid_request', message: /endpoint/ });
  }
  assert.throws(() => source({ sessionUrl: 'http://app.example/s' }), { code: 'invalid_request' });
  for (const url of ['https://app.example/s?a=b', 'http://localhost:3000/s', 'http://[::1]/s'])
    source({ sessionUrl: url });
});

test('a problem keeps its code, request id and the errors of its fields', async () => {
  const errors = [{ path: 'auth.token', code: 'credentials_rejected' }];
  server.next(create, () => problem(422, 'credentials_rejected', { errors }));
  const error = await failure(source().createConnection(input, { key: 'k' }));
  assert.equal(error.code, 'credentials_rejected');
  assert.equal(error.request_id, 'req_1');
  assert.deepEqual(error.errors, errors);
});

for (const [name, answer, code] of [
  ['an unknown code of the server', problem(500, 'on_fire'), 'internal_error'],
  ['an unknown code about the request', problem(418, 'teapot'), 'invalid_request'],
  ["a proxy's 502 page", { status: 502, body: '<h1>Bad gateway</h1>' }, 'internal_error'],
  ["a proxy's 404 page", { status: 404, body: '<h1>Not found</h1>' }, 'invalid_request'],
  ["a proxy's 429 page", { status: 429, body: 'Slow down' }, 'rate_limited'],
  ['a code that is a method of every object', problem(400, 'constructor'), 'invalid_request'],
] as const)
  test(`${name} becomes ${code}`, async () => {
    server.next(list, ...Array(3).fill(() => answer));
    assert.equal((await failure(source().integrations({}))).code, code);
  });

for (const [name, body] of [
  ['a page', '<!doctype html>'],
  ['nothing', ''],
  ['an object', { data: [] }],
  ['null', null],
] as const)
  test(`${name} where the list should be is invalid_reply`, async () => {
    server.next(list, () => ({ status: 200, body }));
    assert.equal((await failure(source().integrations({}))).code, 'invalid_reply');
  });

test('a connection or attempt that does not fit its schema is invalid_reply', async () => {
  server.next(create, () => ({ status: 200, body: { id: 'c1' } }));
  server.next(attempts, () => ({ status: 200, body: { id: 'a1', ticket: 't' } }));
  server.next(poll, () => ({ status: 200, body: { id: 'a1', status: 'levitating' } }));
  const one = source();
  assert.equal((await failure(one.createConnection(input, { key: 'k' }))).code, 'invalid_reply');
  assert.equal((await failure(one.createAttempt({ integration_type: 'x' }, { key: 'k' }))).code, 'invalid_reply');
  assert.equal((await failure(one.attempt(handle))).code, 'invalid_reply');
});

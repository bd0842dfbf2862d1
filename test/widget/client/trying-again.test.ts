import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { httpSource, type HttpSourceOptions } from '../../../src/widget/client/index.js';
import { contractServer, loseReply, problem, type Answer, type ContractServer } from './contract-server.js';
import { failure, handle, input, keysAt, routes } from './fixture.js';
import { recordedTiming, type RecordedTiming } from './recorded-timing.js';

const { list, create, attempts, poll } = routes;

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

const status = (answer: Answer) => () => answer;

for (const code of [408, 429, 500, 502, 503, 504])
  test(`${code} is tried again, three times in all, waiting longer each time`, async () => {
    server.next(list, ...Array(5).fill(status({ status: code, body: 'no' })));
    await failure(source().integrations({}));
    assert.equal(server.arrivedAt(list).length, 3);
    assert.deepEqual(timing.pauses, [300, 600]);
  });

for (const code of [400, 401, 403, 404, 409, 422, 501])
  test(`${code} is not tried again`, async () => {
    server.next(list, status({ status: code, body: 'no' }));
    await failure(source().integrations({}));
    assert.equal(server.arrivedAt(list).length, 1);
  });

for (const [status_, code] of [
  [502, 'provider_unreachable'],
  [502, 'provider_failed'],
  [504, 'provider_timeout'],
] as const)
  test(`${code} is not tried again: the server has tried, and counts how often the user has`, async () => {
    server.next(create, status(problem(status_, code)));
    assert.equal((await failure(source().createConnection(input, { key: 'k' }))).code, code);
    assert.equal(server.arrivedAt(create).length, 1);
  });

test('the pause is anything from nothing up: two pages that failed together do not come back together', async () => {
  server.next(list, status(problem(500, 'internal_error')));
  await source({ timing: { ...timing, random: () => 0.25 } }).integrations({});
  assert.deepEqual(timing.pauses, [75]);
});

test('F23: a creation that met a 500 is sent again with the same key, and there is one attempt', async () => {
  server.next(attempts, status(problem(500, 'internal_error')));
  const attempt = await source().createAttempt({ integration_type: 'northwind' }, { key: 'k' });
  assert.equal(attempt.id, 'a1');
  assert.deepEqual(keysAt(server, attempts), ['k', 'k']);
  assert.equal(server.attempts.size, 1);
});

test('F24: a reply lost on the way is asked for again with the same key, and there is one attempt, one connection', async () => {
  server.next(attempts, loseReply);
  server.next(create, loseReply, loseReply);
  const one = source();
  assert.equal((await one.createAttempt({ integration_type: 'northwind' }, { key: 'k1' })).id, 'a1');
  assert.equal((await one.createConnection(input, { key: 'k2' })).id, 'c1');
  assert.deepEqual(keysAt(server, attempts), ['k1', 'k1']);
  assert.deepEqual(keysAt(server, create), ['k2', 'k2', 'k2']);
  assert.equal(server.attempts.size, 1);
  assert.equal(server.connections.length, 1);
});

test('F24: a creation that still runs is waited for as long as the server holds its key', async () => {
  const conflict = status(problem(409, 'idempotency_conflict'));
  server.next(create, loseReply, ...Array(8).fill(conflict));
  assert.equal((await source().createConnection(input, { key: 'k' })).id, 'c1');
  assert.equal(server.connections.length, 1);
  server.next(create, ...Array(99).fill(conflict));
  assert.equal((await failure(source().createConnection(input, { key: 'other' }))).code, 'idempotency_conflict');
  assert.ok(timing.pauses.reduce((sum, pause) => sum + pause) < 60_000);
});

test('a question about an attempt is asked once: whoever polls decides when to ask again', async () => {
  server.next(poll, status(problem(503, 'store_unavailable')));
  await failure(source().attempt(handle));
  assert.equal(server.arrivedAt(poll).length, 1);
});

test('a Retry-After of no time is a second all the same, so that nothing is sent in a tight loop', async () => {
  const now = status(problem(409, 'idempotency_conflict', { headers: { 'Retry-After': '0' } }));
  server.next(create, now, now);
  await source().createConnection(input, { key: 'k' });
  assert.deepEqual(timing.pauses, [1000, 1000]);
});

test('Retry-After in seconds is waited for', async () => {
  server.next(list, status(problem(503, 'store_unavailable', { headers: { 'Retry-After': '7' } })));
  await source().integrations({});
  assert.deepEqual(timing.pauses, [7000]);
});

test("Retry-After as a date counts by the server's clock, however wrong the device's is", async () => {
  server.next(
    list,
    status(
      problem(503, 'store_unavailable', {
        headers: { Date: 'Wed, 01 Jan 2020 00:00:00 GMT', 'Retry-After': 'Wed, 01 Jan 2020 00:00:04 GMT' },
      }),
    ),
  );
  await source().integrations({});
  assert.deepEqual(timing.pauses, [4000]);
});

test('a Retry-After too long to sit through is passed on instead', async () => {
  server.next(list, status(problem(429, 'rate_limited', { headers: { 'Retry-After': '45' } })));
  const error = await failure(source().integrations({}));
  assert.equal(error.code, 'rate_limited');
  assert.equal(error.retry_after, 45);
  assert.equal(server.arrivedAt(list).length, 1);
  assert.deepEqual(timing.pauses, []);
});

test('a network that is away is tried three times, then network_failed', async () => {
  await server.close();
  const error = await failure(source({ fetchSession: async () => server.mint() }).integrations({}));
  assert.equal(error.code, 'network_failed');
  assert.deepEqual(timing.pauses, [300, 600]);
  server = await contractServer();
});

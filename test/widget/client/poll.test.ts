import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ConnectionError, type Attempt } from '../../../src/contract/index.js';
import { httpSource, pollAttempt, type ConnectionSource, type PollOptions } from '../../../src/widget/client/index.js';
import { contractServer, problem, secrets, type ContractServer } from './contract-server.js';
import { recordedTiming, type RecordedTiming } from './recorded-timing.js';

const route = 'GET /oauth/attempts/{id}';
const handle = { id: 'a1', poll_secret: secrets.poll };

let server: ContractServer;
let source: ConnectionSource;
let timing: RecordedTiming;
let kicks: EventTarget;

beforeEach(async () => {
  server = await contractServer();
  timing = recordedTiming();
  kicks = new EventTarget();
  source = httpSource({ endpoint: server.endpoint, timing });
  await source.createAttempt({ integration_type: 'northwind' }, { key: 'k' });
});

afterEach(async () => await server.close());

function poll(options: PollOptions = {}): Promise<Attempt> {
  return pollAttempt(source, handle, { timing, kicks, ...options });
}

function kick(): void {
  kicks.dispatchEvent(new Event('kick'));
}

/** Resolves once `count` questions have arrived. */
async function questions(count: number): Promise<void> {
  while (server.arrivedAt(route).length < count) await new Promise((resolve) => setImmediate(resolve));
}

const connection = {
  id: 'c1',
  integration_type: 'northwind',
  categories: [],
  permissions: [],
  environment: 'Production',
  created_at: '2026-01-01T00:00:00Z',
};

test('it asks until the attempt has ended, held by the server meanwhile, and tells every change once', async () => {
  const told: string[] = [];
  const result = poll({ onChange: ({ status }) => told.push(status) });
  for (const [asked, status] of [
    [2, 'started'],
    [3, 'exchanging'],
    [4, 'connected'],
  ] as const) {
    await questions(asked);
    server.move('a1', status === 'connected' ? { status, connection } : { status });
  }
  assert.deepEqual((await result).connection, connection);
  assert.deepEqual(told, ['created', 'started', 'exchanging', 'connected']);
  assert.deepEqual(timing.pauses, []);
  assert.equal(server.arrivedAt(route).length, 4);
  assert.match(server.arrivedAt(route)[0]?.url ?? '', /\?wait=25$/);
});

test('why a start was refused is told although the status is the same', async () => {
  const told: (string | undefined)[] = [];
  const result = poll({ onChange: ({ code }) => told.push(code) });
  await questions(2);
  server.move('a1', { code: 'origin_refused' });
  await questions(3);
  server.move('a1', { status: 'failed', code: 'origin_refused' });
  await result;
  assert.deepEqual(told, [undefined, 'origin_refused', 'origin_refused']);
});

for (const status of ['connected', 'denied', 'failed', 'cancelled', 'expired'] as const)
  test(`${status} is an end`, async () => {
    server.move('a1', { status });
    assert.equal((await poll()).status, status);
  });

test('B57: an attempt that is gone, or of another user, ends with not_found', async () => {
  server.move('a1', undefined);
  await assert.rejects(poll(), { code: 'not_found' });
  assert.equal(server.arrivedAt(route).length, 1);
});

test('B35: a wrong poll secret ends with not_found', async () => {
  await assert.rejects(pollAttempt(source, { ...handle, poll_secret: 'guessed' }, { timing }), { code: 'not_found' });
});

test('F22: a server that asks for patience gets it, and the result arrives', async () => {
  const patience = () => problem(503, 'store_unavailable', { headers: { 'Retry-After': '20' } });
  server.next(route, patience, patience);
  server.move('a1', { status: 'connected', connection });
  assert.equal((await poll()).status, 'connected');
  assert.deepEqual(timing.pauses, [20_000, 20_000]);
});

test('F61: a limit is kept to even when a window hints that there is news', async () => {
  server.next(route, () => problem(429, 'rate_limited', { headers: { 'Retry-After': '30' } }));
  server.move('a1', { status: 'connected', connection });
  timing.onPause = () => {
    kick();
    return 'pass';
  };
  assert.equal((await poll()).status, 'connected');
  assert.deepEqual(timing.pauses, [30_000]);
});

test('what a server may ask for has bounds: not at once again, not for ever', async () => {
  const after = (seconds: string) => () => problem(503, 'store_unavailable', { headers: { 'Retry-After': seconds } });
  server.next(route, after('0'), after('86400'));
  server.move('a1', { status: 'connected', connection });
  await poll();
  assert.deepEqual(timing.pauses, [1_000, 120_000]);
});

test('F28: a server that goes away while it holds the question is asked again', async () => {
  server.next(route, ({ response }) => {
    response.destroy();
    return 'handled';
  });
  server.move('a1', { status: 'connected', connection });
  assert.equal((await poll()).status, 'connected');
  assert.deepEqual(timing.pauses, [1_000]);
});

test('F20: without a network the pauses grow, and the network coming back ends one at once', async () => {
  const lost = () => {
    throw new ConnectionError('network_failed');
  };
  let failures = 6;
  const flaky: Pick<ConnectionSource, 'attempt'> = {
    attempt: (...call) => (failures-- > 0 ? lost() : source.attempt(...call)),
  };
  timing.onPause = () => {
    if (timing.pauses.length < 6) return 'pass';
    timing.onPause = () => 'pass';
    queueMicrotask(kick);
    return 'hold';
  };
  server.move('a1', { status: 'connected', connection });
  assert.equal((await pollAttempt(flaky, handle, { timing, kicks })).status, 'connected');
  assert.deepEqual(timing.pauses, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 1_000]);
});

test('a kick gives up a question that may never be answered and asks anew', async () => {
  const result = poll();
  await questions(2);
  timing.advance(60_000);
  kick();
  await questions(3);
  server.move('a1', { status: 'connected', connection });
  assert.equal((await result).status, 'connected');
});

test('W4: a flood of hints asks no more than once a second', async () => {
  const result = poll();
  await questions(2);
  for (let hint = 0; hint < 100_000; hint++) kick();
  timing.advance(1_000);
  for (let hint = 0; hint < 100_000; hint++) kick();
  await questions(3);
  for (let hint = 0; hint < 100_000; hint++) kick();
  server.move('a1', { status: 'connected', connection });
  await result;
  assert.ok(server.arrivedAt(route).length <= 4);
});

test('W3: hints alone lead to no result', async () => {
  const controller = new AbortController();
  const told: string[] = [];
  const result = poll({ signal: controller.signal, onChange: ({ status }) => told.push(status) });
  for (let round = 2; round < 6; round++) {
    await questions(round);
    timing.advance(1_000);
    kick();
  }
  controller.abort(new Error('enough'));
  await assert.rejects(result, { message: 'enough' });
  assert.deepEqual(told, ['created']);
});

test('a server that does not hold the question is asked once a second', async () => {
  const quick = () => ({ status: 200, body: server.attempts.get('a1') });
  server.next(route, quick, quick, quick, () => {
    server.move('a1', { status: 'denied' });
    return quick();
  });
  assert.equal((await poll()).status, 'denied');
  assert.deepEqual(timing.pauses, [1_000, 1_000]);
});

test('giving up rejects with the reason of the signal, while asking and while pausing', async () => {
  const asking = new AbortController();
  const result = poll({ signal: asking.signal });
  await questions(2);
  asking.abort(new Error('gone'));
  await assert.rejects(result, { message: 'gone' });

  const pausing = new AbortController();
  server.next(route, () => problem(500, 'internal_error'));
  timing.onPause = () => {
    pausing.abort(new Error('gone too'));
    return 'hold';
  };
  await assert.rejects(poll({ signal: pausing.signal }), { message: 'gone too' });
});

test('an answer that no repetition can change ends it', async () => {
  server.next(route, () => problem(403, 'forbidden'));
  await assert.rejects(poll(), { code: 'forbidden' });
});

test('a server that is away for longer than an attempt can live is not waited for', async () => {
  await server.close();
  await assert.rejects(poll(), { code: 'network_failed' });
  const waited = timing.pauses.reduce((sum, pause) => sum + pause);
  assert.ok(waited > 15 * 60_000 && waited < 16 * 60_000);
  server = await contractServer();
});

test('W19: nothing listens for kicks once it is over', async () => {
  let listening = 0;
  const counted = new EventTarget();
  const { addEventListener, removeEventListener } = counted;
  counted.addEventListener = (...call: Parameters<EventTarget['addEventListener']>) => {
    listening++;
    addEventListener.apply(counted, call);
  };
  counted.removeEventListener = (...call: Parameters<EventTarget['removeEventListener']>) => {
    listening--;
    removeEventListener.apply(counted, call);
  };
  server.next(route, () => problem(500, 'internal_error'));
  server.move('a1', { status: 'connected', connection });
  await poll({ kicks: counted });
  assert.equal(listening, 0);
});

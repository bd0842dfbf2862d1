import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { httpSource, type HttpSourceOptions } from '../../../src/widget/client/index.js';
import { contractServer, problem, silence, type ContractServer } from './contract-server.js';
import { failure, handle, withResolvers, routes } from './fixture.js';
import { recordedTiming, type RecordedTiming } from './recorded-timing.js';

const { list, poll, sessions } = routes;

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

test('a call given up rejects with the reason of its signal and leaves the server', async () => {
  const controller = new AbortController();
  const left = new Promise<void>((resolve) =>
    server.next(list, ({ response }) => {
      response.on('close', resolve);
      controller.abort(new Error('changed my mind'));
      return 'handled';
    }),
  );
  await assert.rejects(source().integrations({}, { signal: controller.signal }), { message: 'changed my mind' });
  await left;
});

test('one caller giving up leaves the shared session to the others', async () => {
  const controller = new AbortController();
  const one = source();
  const answered = withResolvers<void>();
  server.next(sessions, async ({ produce }) => {
    controller.abort(new Error('gone'));
    await answered.promise;
    return await produce();
  });
  const given = one.claims({ signal: controller.signal });
  const kept = one.claims();
  await assert.rejects(given, { message: 'gone' });
  answered.resolve(undefined);
  assert.ok(await kept);
});

test('W19: the session is left as well when the last caller has given up', async () => {
  const controller = new AbortController();
  let asked: AbortSignal | undefined;
  const one = source({
    fetchSession: ({ signal }) => {
      asked = signal;
      queueMicrotask(() => controller.abort(new Error('gone')));
      return new Promise(() => undefined);
    },
  });
  await assert.rejects(one.claims({ signal: controller.signal }), { message: 'gone' });
  assert.equal(asked?.aborted, true);
});

test('a question about an attempt that is given up rejects with the reason of its signal', async () => {
  const controller = new AbortController();
  server.next(poll, () => {
    controller.abort(new Error('gone'));
    return 'handled';
  });
  await assert.rejects(source().attempt(handle, { signal: controller.signal }), { message: 'gone' });
});

test('a call given up between two tries makes no further one', async () => {
  const controller = new AbortController();
  server.next(list, () => problem(503, 'store_unavailable'));
  timing.onPause = () => {
    controller.abort(new Error('gone'));
    return 'hold';
  };
  await assert.rejects(source().integrations({}, { signal: controller.signal }), { message: 'gone' });
  assert.equal(server.arrivedAt(list).length, 1);
});

test('a call already given up is not sent', async () => {
  await assert.rejects(source().integrations({}, { signal: AbortSignal.abort(new Error('gone')) }), {
    message: 'gone',
  });
  assert.equal(server.arrivals.length, 0);
});

test('a server that never answers is timed_out, and is not asked again', async () => {
  server.next(list, silence);
  assert.equal((await failure(source({ timeout: 300 }).integrations({}))).code, 'timed_out');
  assert.equal(server.arrivedAt(list).length, 1);
});

test('an answer that never ends is timed_out', async () => {
  server.next(list, ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).write('[');
    return 'handled';
  });
  assert.equal((await failure(source({ timeout: 300 }).integrations({}))).code, 'timed_out');
});

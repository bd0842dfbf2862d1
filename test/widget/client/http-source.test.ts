import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { ConnectionError } from '../../../src/contract/index.js';
import { httpSource, type HttpSourceOptions, type SessionRequest } from '../../../src/widget/client/index.js';
import {
  contractServer,
  loseReply,
  problem,
  secrets,
  silence,
  type Answer,
  type ContractServer,
} from './contract-server.js';
import { recordedTiming, type RecordedTiming } from './recorded-timing.js';

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

const list = 'GET /unified/integration';
const create = 'POST /unified/connection';
const attempts = 'POST /oauth/attempts';
const poll = 'GET /oauth/attempts/{id}';
const sessions = 'POST /sessions';
const input = { integration_type: 'harbor', auth: { token: secrets.token } };
const handle = { id: 'a1', poll_secret: secrets.poll };

async function failure(call: Promise<unknown>): Promise<ConnectionError> {
  const error = await call.then(
    () => assert.fail('it resolved'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConnectionError, inspect(error));
  return error;
}

const keysAt = (route: string) => server.arrivedAt(route).map(({ headers }) => headers['idempotency-key']);

describe('the calls of the contract', () => {
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
    assert.deepEqual(keysAt(create), ['k1']);
    assert.deepEqual(keysAt(attempts), ['k2']);
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
      [{ endpoint: 'https://user:pw@x.example' }, /endpoint/],
      [{ sessionUrl: 'http://' }, /sessionUrl/],
    ] as const)
      assert.throws(() => source(overrides), { code: 'invalid_request', message: name });
  });
});

describe('sessions', () => {
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
    server.expire(server.arrivedAt(list)[0]?.headers.authorization?.slice('Bearer '.length) ?? '');
    await one.createConnection(input, { key: 'k' });
    assert.deepEqual(reasons, ['first', 'expired']);
    assert.deepEqual(keysAt(create), ['k', 'k']);
    assert.equal(server.connections.length, 1);
  });

  test('calls that find the same session run out share one renewal', async () => {
    const one = source();
    await one.integrations({});
    server.expire(server.arrivedAt(list)[0]?.headers.authorization?.slice('Bearer '.length) ?? '');
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
    server.expire(server.arrivedAt(attempts)[0]?.headers.authorization?.slice('Bearer '.length) ?? '');
    assert.equal((await one.attempt(handle)).status, 'created');
    assert.deepEqual(
      server.arrivedAt(poll).map(({ headers }) => headers.authorization !== undefined),
      [true, false],
    );
    await one.createAttempt({ integration_type: 'northwind' }, { key: 'k2' });
    assert.equal(server.arrivedAt(sessions).length, 2);
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

  test("a fetchSession that fails is told apart: the page's own error, the network, too late", async () => {
    const failing = async (fetchSession: (request: SessionRequest) => Promise<string>) =>
      (await failure(source({ fetchSession, timeout: 30 }).claims())).code;
    assert.equal(await failing(() => Promise.reject(new ConnectionError('forbidden'))), 'forbidden');
    assert.equal(await failing(() => Promise.reject(new TypeError('Failed to fetch'))), 'network_failed');
    assert.equal(await failing(() => Promise.reject(new Error('no'))), 'internal_error');
    assert.equal(await failing(() => Promise.resolve('')), 'invalid_reply');
    assert.equal(await failing(() => new Promise(() => undefined)), 'timed_out');
  });

  test('a session that failed is asked for again by the next call', async () => {
    server.next(sessions, () => problem(403, 'forbidden'));
    const one = source();
    assert.equal((await failure(one.claims())).code, 'forbidden');
    assert.ok(await one.claims());
  });
});

describe('giving up', () => {
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
    const left = withResolvers<void>();
    const one = source({
      fetchSession: ({ signal }) => {
        signal.addEventListener('abort', () => left.resolve());
        queueMicrotask(() => controller.abort(new Error('gone')));
        return new Promise(() => undefined);
      },
    });
    await assert.rejects(one.claims({ signal: controller.signal }), { message: 'gone' });
    await left.promise;
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
    assert.equal((await failure(source({ timeout: 40 }).integrations({}))).code, 'timed_out');
    assert.equal(server.arrivedAt(list).length, 1);
  });

  test('an answer that never ends is timed_out', async () => {
    server.next(list, ({ response }) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('[');
      return 'handled';
    });
    assert.equal((await failure(source({ timeout: 40 }).integrations({}))).code, 'timed_out');
  });
});

describe('trying again', () => {
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

  test('the pause is anything from nothing up: two pages that failed together do not come back together', async () => {
    server.next(list, status(problem(500, 'internal_error')));
    await source({ timing: { ...timing, random: () => 0.25 } }).integrations({});
    assert.deepEqual(timing.pauses, [75]);
  });

  test('F23: a creation that met a 500 is sent again with the same key, and there is one attempt', async () => {
    server.next(attempts, status(problem(500, 'internal_error')));
    const attempt = await source().createAttempt({ integration_type: 'northwind' }, { key: 'k' });
    assert.equal(attempt.id, 'a1');
    assert.deepEqual(keysAt(attempts), ['k', 'k']);
    assert.equal(server.attempts.size, 1);
  });

  test('F24: a reply lost on the way is asked for again with the same key, and there is one attempt, one connection', async () => {
    server.next(attempts, loseReply);
    server.next(create, loseReply, loseReply);
    const one = source();
    assert.equal((await one.createAttempt({ integration_type: 'northwind' }, { key: 'k1' })).id, 'a1');
    assert.equal((await one.createConnection(input, { key: 'k2' })).id, 'c1');
    assert.deepEqual(keysAt(attempts), ['k1', 'k1']);
    assert.deepEqual(keysAt(create), ['k2', 'k2', 'k2']);
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
});

describe('what the server said', () => {
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
});

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

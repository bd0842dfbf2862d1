import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { Connection } from '../../../src/contract/index.js';
import { apideckMessages, apideckRequest } from '../../../src/server/outbox/apideck.js';
import { importHmacKey } from '../../../src/server/outbox/hmac.js';
import { type EventSubject, connectionEventTypes, type NewEvent } from '../../../src/server/outbox/index.js';
import { standardMessages } from '../../../src/server/outbox/standard.js';
import {
  apideckSecret,
  connectionOf,
  eventOf,
  type GroundOptions,
  record,
  sqlite,
  standardSecret,
  startGround,
  startReceiver,
} from './ground.js';

test('B53: what is sent verifies with the public library of Standard Webhooks, and nothing else does', async (t) => {
  let behind = 0;
  const { requests, ground } = await startPair(t, { now: () => Date.now() - behind });
  await record(ground, eventOf('connection.unhealthy', { code: 'needs_reauth', state: 'needs_reauth' }));
  await ground.outbox.deliver();
  const [fresh] = requests;
  assert.ok(fresh);
  const receiver = new Webhook(standardSecret);
  const headers = namedHeaders(fresh.headers);
  assert.deepEqual(receiver.verify(fresh.body, headers), {
    type: 'connection.unhealthy',
    timestamp: JSON.parse(fresh.body).timestamp,
    data: { connection: connectionOf(), code: 'needs_reauth' },
  });
  assert.throws(() => receiver.verify(fresh.body.replace('user-1', 'user-2'), headers), WebhookVerificationError);
  assert.throws(() => receiver.verify(fresh.body, { ...headers, 'webhook-id': 'evt_other' }), WebhookVerificationError);
  const later = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 60) };
  assert.throws(() => receiver.verify(fresh.body, later), WebhookVerificationError);
  const stranger = new Webhook(`whsec_${Buffer.alloc(32, 1).toString('base64')}`);
  assert.throws(() => stranger.verify(fresh.body, headers), WebhookVerificationError);

  behind = 5 * 60 * 1000 + 2000;
  await record(ground, eventOf());
  await ground.outbox.deliver();
  const stale = requests[1];
  assert.ok(stale);
  assert.throws(() => receiver.verify(stale.body, namedHeaders(stale.headers)), /too old/);
});

test('B53: a repetition has the id of the first try, by which a receiver leaves it out, and a signature of its own', async (t) => {
  const { requests, ground, receiver } = await startPair(t, {}, (request) => (request === 1 ? 500 : 200));
  await record(ground, eventOf());
  await ground.outbox.deliver();
  ground.advance(6);
  await ground.outbox.deliver();
  const [first, second] = requests.map(({ headers }) => namedHeaders(headers));
  assert.equal(first?.['webhook-id'], second?.['webhook-id']);
  assert.notEqual(first?.['webhook-signature'], second?.['webhook-signature']);
  assert.match(second?.['webhook-signature'] ?? '', /^v1,[A-Za-z0-9+/]{43}=$/);
  assert.equal(receiver.requests.length, 2);
});

test("Apideck's receivers get Apideck's body and headers, and the number of the try", async (t) => {
  const { requests, ground } = await startPair(t, {}, (request) => (request === 1 ? 500 : 200), 'apideck');
  const subject = {
    state: 'pending_refresh',
    unified_api: 'crm',
    logo_url: 'https://example.com/hubspot.svg',
    web_url: 'https://hubspot.com',
    expires_at: Date.UTC(2026, 0, 1),
    last_refresh_failed_at: Date.UTC(2026, 0, 2),
    refresh_ends_at: Date.UTC(2026, 0, 6),
    refresh_failures: 5,
  } as const;
  await record(ground, eventOf('connection.token_refresh.pending', subject));
  const happened = new Date(ground.now()).toISOString();
  await ground.outbox.deliver();
  ground.advance(6);
  await ground.outbox.deliver();
  const bodies = requests.map(({ body }) => JSON.parse(body));
  const [id] = requests.map(({ headers }) => headers['x-apideck-idempotency-key']);
  assert.deepEqual(bodies[1], {
    payload: {
      event_id: id,
      event_type: 'vault.connection.token_refresh.pending',
      service_id: 'apideck-vault',
      entity_id: 'default+user-1',
      entity_type: 'Connection',
      execution_attempt: 2,
      occurred_at: happened,
      entity: {
        id: 'default+user-1',
        connection_id: 'connection-1',
        consumer_id: 'user-1',
        unified_api: 'crm',
        service_id: 'hubspot',
        name: 'HubSpot',
        icon: 'https://example.com/hubspot.svg',
        logo: 'https://example.com/hubspot.svg',
        website: 'https://hubspot.com',
        auth_type: 'oauth2',
        enabled: true,
        state: 'callable',
        health: 'pending_refresh',
        created_at: '2026-01-01T00:00:00.000Z',
        updated_at: '2026-01-01T00:00:00.000Z',
        credentials_expire_at: '2026-01-06T00:00:00.000Z',
        last_refresh_failed_at: '2026-01-02T00:00:00.000Z',
      },
    },
  });
  assert.equal(bodies[0].payload.execution_attempt, 1);
  for (const { headers, body } of requests) {
    assert.equal(headers['x-apideck-event-type'], 'vault.connection.token_refresh.pending');
    assert.equal(headers['x-apideck-idempotency-key'], id);
    const signed = (text: string) => createHmac('sha256', apideckSecret).update(text).digest('hex');
    assert.equal(headers['x-apideck-signature'], signed(body), 'the bytes as they came');
    assert.equal(
      headers['x-apideck-signature'],
      signed(JSON.stringify(sortedDeep(JSON.parse(body)))),
      'members sorted',
    );
  }
});

test("our events have Apideck's names, in Apideck's order", () => {
  const names = (event: NewEvent) =>
    apideckMessages(recorded(event)).map(({ type }) => type.replace('vault.connection.', ''));
  assert.deepEqual(names(eventOf('connection.created')), ['created', 'callable']);
  assert.deepEqual(names(eventOf('connection.created', { state: 'pending_refresh' })), ['created']);
  assert.deepEqual(names(eventOf('connection.updated')), ['updated']);
  assert.deepEqual(names(eventOf('connection.removed')), ['deleted']);
  assert.deepEqual(names(eventOf('connection.healthy')), ['callable']);
  assert.deepEqual(names(eventOf('connection.unhealthy')), []);
  assert.deepEqual(names(eventOf('connection.token_refresh.pending')), ['token_refresh.pending']);
  assert.deepEqual(names(eventOf('connection.token_refresh.recovered')), ['token_refresh.recovered']);
  assert.deepEqual(names(eventOf('connection.token_refresh.failed')), ['token_refresh.failed']);
  const ids = apideckMessages(recorded(eventOf('connection.created'))).map(({ id }) => id);
  assert.equal(new Set(ids).size, 2, 'two events of theirs are no repetition of each other');
});

test('a connection too long for a webhook is told by its names, and says so', () => {
  const connection = connectionOf({
    label: 'x'.repeat(100_000),
    permissions: Array.from({ length: 5_000 }, (_, index) => `permission_${index}`),
  });
  const [standard] = standardMessages(recorded(eventOf('connection.updated', { connection })));
  const { data } = JSON.parse(standard?.body ?? '');
  assert.equal(data.truncated, true);
  assert.deepEqual(data.connection, {
    id: 'connection-1',
    integration_type: 'hubspot',
    environment: 'Production',
    workspace_id: 'default',
    external_xref: 'user-1',
    categories: [],
    permissions: [],
    created_at: '2026-01-01T00:00:00.000Z',
  });
  const most = connectionOf({
    permissions: Array.from({ length: 324 }, (_, index) => `accounting_salesorder_read_${index}`),
  });
  const [ordinary] = standardMessages(recorded(eventOf('connection.updated', { connection: most })));
  assert.equal(JSON.parse(ordinary?.body ?? '').data.permissions, undefined);
  assert.equal(
    JSON.parse(ordinary?.body ?? '').data.connection.permissions.length,
    324,
    'all permissions there are fit',
  );
});

test('whatever the connection holds, a body is JSON of at most 20 kB, and every member it needs is there', async () => {
  const key = await importHmacKey(new TextEncoder().encode(apideckSecret));
  const fits = (body: string) => {
    assert.ok(Buffer.byteLength(body) <= 20_000, `${Buffer.byteLength(body)} bytes`);
    return JSON.parse(body);
  };
  await fc.assert(
    fc.asyncProperty(subjects, fc.constantFrom(...connectionEventTypes), async (subject, type) => {
      const event = recorded({ type, subject, code: 'provider_unreachable' });
      for (const { body } of standardMessages(event)) {
        const { data } = fits(body);
        assert.ok(Array.isArray(data.connection.permissions) && typeof data.connection.id === 'string');
      }
      for (const message of apideckMessages(event)) {
        const { payload } = fits((await apideckRequest(message, { key, attempt: 10 })).body);
        assert.equal(payload.execution_attempt, 10);
        assert.equal(typeof payload.entity.service_id, 'string');
      }
    }),
    { numRuns: 200 },
  );
});

test('no secret is in a body, a header, a row, the log or the audit, not even one that came along unseen', async (t) => {
  const careless = { ...connectionOf(), access_token: 'canary-access', auth: { name: 'Ann', token: 'canary-token' } };
  for (const format of ['standard', 'apideck'] as const) {
    const { requests, ground } = await startPair(
      t,
      {
        onEvent: () => {
          throw new Error('canary-of-the-embedder');
        },
      },
      (request) => (request === 1 ? 500 : 410),
      format,
      '/canary-path?token=canary',
    );
    await record(ground, eventOf('connection.created', { connection: careless as Connection }));
    await ground.outbox.deliver();
    ground.advance(6);
    await ground.outbox.deliver();
    assert.ok(requests.length >= 2);
    const secret = standardSecret.slice('whsec_'.length);
    const out = JSON.stringify([
      requests.map(({ headers, body }) => [headers, body]),
      await ground.rows(),
      await ground.db.selectFrom('disabled_receiver').selectAll().execute(),
      ground.lines,
      ground.audited,
    ]);
    assert.equal(out.includes('canary'), false);
    assert.equal(out.includes(secret), false);
  }
});

/** Strings that grow when written as JSON, and some that are absurdly long. */
const texts = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('\u0000', '\ud800', '€', '"', 'x').map((unit) => unit.repeat(30_000)) },
);
const connections = fc.record(
  {
    id: texts,
    integration_type: texts,
    integration_name: texts,
    categories: fc.array(texts, { maxLength: 4 }),
    permissions: fc.array(texts, { maxLength: 4 }),
    environment: texts,
    workspace_id: texts,
    external_xref: texts,
    label: texts,
    auth: fc.record({ name: texts, emails: fc.array(texts, { maxLength: 2 }) }),
    credentials: fc.array(texts, { maxLength: 2 }),
    created_at: texts,
    updated_at: texts,
    last_unhealthy_code: texts,
  },
  { requiredKeys: ['id', 'integration_type', 'categories', 'permissions', 'environment', 'created_at'] },
);
const subjects: fc.Arbitrary<EventSubject> = fc.record(
  {
    connection: connections as fc.Arbitrary<Connection>,
    auth_type: fc.constantFrom('oauth2', 'apiKey'),
    state: fc.constantFrom('ok', 'pending_refresh', 'needs_reauth'),
    unified_api: texts,
    logo_url: texts,
    web_url: texts,
    last_refresh_failed_at: fc.integer({ min: 0, max: 4e12 }),
    refresh_ends_at: fc.integer({ min: 0, max: 4e12 }),
  },
  { requiredKeys: ['connection', 'auth_type', 'state'] },
);

async function startPair(
  t: { after(work: () => Promise<void>): void },
  options: GroundOptions,
  answer: (request: number) => number = () => 200,
  format: 'standard' | 'apideck' = 'standard',
  path = '/',
) {
  const receiver = await startReceiver(answer);
  const secret = format === 'standard' ? standardSecret : apideckSecret;
  const ground = await startGround(sqlite, { receivers: [{ url: receiver.url + path, secret, format }], ...options });
  t.after(async () => {
    await ground.close();
    await receiver.close();
  });
  return { receiver, requests: receiver.requests, ground };
}

function recorded(event: NewEvent) {
  return { ...event, id: 'evt_0123456789abcdefghijkl', time: Date.UTC(2026, 0, 1) };
}

function namedHeaders(headers: NodeJS.Dict<string | string[]>) {
  const of = (name: string) => String(headers[name]);
  return {
    'webhook-id': of('webhook-id'),
    'webhook-timestamp': of('webhook-timestamp'),
    'webhook-signature': of('webhook-signature'),
  };
}

/** As Apideck tells receivers to do before they verify. */
function sortedDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sortedDeep(member)]));
}

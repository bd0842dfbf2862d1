import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Connection, Integration } from '../../../src/contract/index.js';
import { authMethodOf, transition, type Flow, type FlowEvent, type Step } from '../../../src/widget/core/flow.js';

const oauth: Integration = { type: 'northwind', name: 'Northwind', categories: ['crm'] };
const token: Integration = { type: 'harbor', name: 'Harbor', categories: ['ats'], token_names: ['API key'] };
const inactive: Integration = { type: 'later', name: 'Later', categories: [], is_active: false };
const picker = { integrations: [oauth, token, inactive], query: 'har', category: 'ats' };
const connection: Connection = {
  id: 'c1',
  integration_type: 'harbor',
  categories: ['ats'],
  permissions: [],
  environment: 'Production',
  created_at: '2026-01-01T00:00:00Z',
};
const failure = {
  code: 'credentials_rejected',
  errors: [{ path: 'auth.token', code: 'credentials_rejected' }],
} as const;

const flows: { [S in Step]: Flow & { step: S } } = {
  loading: { step: 'loading' },
  picking: { step: 'picking', picker },
  confirming: { step: 'confirming', picker, integration: oauth, reconnect: 'c9' },
  'filling-form': { step: 'filling-form', picker, integration: token, errors: [], failure: undefined },
  creating: { step: 'creating', picker, integration: token },
  waiting: { step: 'waiting', picker, integration: oauth, reconnect: 'c9', window: 'closed' },
  connected: { step: 'connected', picker, integration: token, connection, reconnected: false },
  problem: { step: 'problem', failure, picker, integration: oauth, reconnect: 'c9' },
  closed: { step: 'closed' },
};

const events = {
  load: { type: 'load' },
  listed: { type: 'listed', integrations: [oauth] },
  searched: { type: 'searched', query: 'x' },
  filtered: { type: 'filtered', category: 'crm' },
  'pick oauth': { type: 'chosen', integration: oauth, by: 'pick' },
  'pick token': { type: 'chosen', integration: token, by: 'pick' },
  'pick inactive': { type: 'chosen', integration: inactive, by: 'pick' },
  'preset oauth': { type: 'chosen', integration: oauth, by: 'preset' },
  'preset token': { type: 'chosen', integration: token, by: 'preset' },
  confirmed: { type: 'confirmed' },
  submitted: { type: 'submitted' },
  window: { type: 'window', window: 'open' },
  connected: { type: 'connected', connection, reconnected: true },
  failed: { type: 'failed', failure },
  retried: { type: 'retried' },
  back: { type: 'back' },
  closed: { type: 'closed' },
} as const satisfies Record<string, FlowEvent>;

type EventName = keyof typeof events;

/** Where each event leads from each step; what is not named leaves the flow as it is, the very same object. */
const table: Record<Step, Partial<Record<EventName, Step>>> = {
  loading: { load: 'loading', listed: 'picking', connected: 'connected', failed: 'problem', closed: 'closed' },
  picking: {
    load: 'loading',
    searched: 'picking',
    filtered: 'picking',
    'pick oauth': 'waiting',
    'pick token': 'filling-form',
    'preset oauth': 'confirming',
    'preset token': 'filling-form',
    connected: 'connected',
    failed: 'problem',
    closed: 'closed',
  },
  confirming: {
    load: 'loading',
    'pick oauth': 'waiting',
    'pick token': 'filling-form',
    'preset oauth': 'confirming',
    'preset token': 'filling-form',
    confirmed: 'waiting',
    connected: 'connected',
    failed: 'problem',
    back: 'picking',
    closed: 'closed',
  },
  'filling-form': {
    load: 'loading',
    'pick oauth': 'waiting',
    'pick token': 'filling-form',
    'preset oauth': 'confirming',
    'preset token': 'filling-form',
    submitted: 'creating',
    connected: 'connected',
    failed: 'filling-form',
    back: 'picking',
    closed: 'closed',
  },
  creating: { load: 'loading', connected: 'connected', failed: 'filling-form', back: 'picking', closed: 'closed' },
  waiting: {
    load: 'loading',
    window: 'waiting',
    connected: 'connected',
    failed: 'problem',
    retried: 'waiting',
    back: 'picking',
    closed: 'closed',
  },
  connected: {
    load: 'loading',
    'pick oauth': 'waiting',
    'pick token': 'filling-form',
    'preset oauth': 'confirming',
    'preset token': 'filling-form',
    back: 'picking',
    closed: 'closed',
  },
  problem: {
    load: 'loading',
    'pick oauth': 'waiting',
    'pick token': 'filling-form',
    'preset oauth': 'confirming',
    'preset token': 'filling-form',
    connected: 'connected',
    retried: 'waiting',
    back: 'picking',
    closed: 'closed',
  },
  closed: { load: 'loading' },
};

describe('every step takes every event', () => {
  for (const [step, leads] of Object.entries(table) as [Step, Partial<Record<EventName, Step>>][])
    for (const [name, event] of Object.entries(events) as [EventName, FlowEvent][]) {
      const to = leads[name];
      test(`${step}: ${name} ${to === undefined ? 'changes nothing' : `leads to ${to}`}`, () => {
        const flow = deepFreeze(structuredClone(flows[step]));
        const next = transition(flow, deepFreeze(structuredClone(event)));
        if (to === undefined) assert.equal(next, flow);
        else {
          assert.equal(next.step, to);
          assert.notEqual(next, flow);
        }
      });
    }
});

test('a late list, a second click and a reply after closing change nothing', () => {
  assert.equal(transition(flows.picking, events.listed), flows.picking);
  assert.equal(transition(flows.creating, events.submitted), flows.creating);
  assert.equal(transition(flows.waiting, events['pick oauth']), flows.waiting);
  assert.equal(transition(flows.closed, events.connected), flows.closed);
});

test('a second connected for the same attempt is no second result', () => {
  assert.equal(transition(flows.connected, events.connected), flows.connected);
});

test('W6: a window that seems closed changes words and never the step', () => {
  const open = transition(flows.waiting, { type: 'window', window: 'open' });
  const closed = transition(open, { type: 'window', window: 'closed' });
  assert.deepEqual({ ...closed, window: 'open' }, open);
  assert.equal(transition(closed, { type: 'window', window: 'closed' }), closed);
});

test('Back finds the picker as it was left', () => {
  for (const step of ['filling-form', 'creating', 'waiting', 'connected', 'problem', 'confirming'] as const) {
    const back = transition(flows[step], { type: 'back' });
    assert.ok(back.step === 'picking');
    assert.equal(back.picker, picker);
  }
});

test('a refused key leads back to its form with the error at its field', () => {
  const form = transition(flows.creating, events.failed);
  assert.ok(form.step === 'filling-form');
  assert.deepEqual(form.errors, failure.errors);
  assert.deepEqual(form.failure, failure);
});

test('sending the form again forgets the last refusal', () => {
  const refused = transition(flows.creating, events.failed);
  const again = transition(transition(refused, { type: 'submitted' }), {
    type: 'failed',
    failure: { code: 'timed_out' },
  });
  assert.ok(again.step === 'filling-form');
  assert.deepEqual(again.errors, []);
});

test('trying again after a failed list loads it again, after a failed sign-in opens it again', () => {
  const listFailed = transition(flows.loading, { type: 'failed', failure: { code: 'network_failed' } });
  assert.equal(transition(listFailed, { type: 'retried' }).step, 'loading');
  const again = transition(flows.problem, { type: 'retried' });
  assert.ok(again.step === 'waiting');
  assert.equal(again.window, 'opening');
  assert.equal(again.reconnect, 'c9');
});

test('a host page that chooses a sign-in leaves the click to the user; a reconnect is kept in mind', () => {
  const confirming = transition(flows.picking, { ...events['preset oauth'], reconnect: 'c9' });
  const waiting = transition(confirming, { type: 'confirmed' });
  assert.ok(waiting.step === 'waiting');
  assert.equal(waiting.reconnect, 'c9');
});

test('a result that arrives before the list still names its integration once it is known', () => {
  const early = transition(flows.loading, events.connected);
  assert.ok(early.step === 'connected');
  assert.equal(early.integration, undefined);
  const later = transition(flows.picking, events.connected);
  assert.ok(later.step === 'connected');
  assert.equal(later.integration, token);
});

test('auth_methods decides how to connect; without it token_names do', () => {
  assert.equal(authMethodOf(oauth), 'oauth2');
  assert.equal(authMethodOf(token), 'token');
  assert.equal(authMethodOf({ ...oauth, token_names: [] }), 'oauth2');
  assert.equal(authMethodOf({ ...token, auth_methods: ['oauth2', 'token'] }), 'oauth2');
  assert.equal(authMethodOf({ ...oauth, auth_methods: [] }), 'oauth2');
});

const anyEvent = fc.constantFrom<FlowEvent>(
  ...Object.values(events),
  { type: 'window', window: 'closed' },
  { type: 'window', window: 'blocked' },
  { type: 'filtered', category: undefined },
  { type: 'failed', failure: { code: 'network_failed' } },
  { type: 'listed', integrations: [] },
);
const anyEvents = fc.array(anyEvent, { maxLength: 40 });

test('no order of events throws, changes what it was given, or leads out of the union', () => {
  fc.assert(
    fc.property(anyEvents, (sequence) => {
      let flow: Flow = { step: 'loading' };
      for (const event of sequence) {
        const before: string = JSON.stringify(flow);
        const next: Flow = transition(deepFreeze(flow), event);
        assert.equal(JSON.stringify(flow), before);
        assert.deepEqual(transition(flow, event), next);
        assert.ok(Object.hasOwn(table, next.step));
        flow = next;
      }
    }),
  );
});

test('only a connected event leads to connected, and only loading again leads out of closed', () => {
  fc.assert(
    fc.property(anyEvents, (sequence) => {
      let flow: Flow = { step: 'loading' };
      for (const event of sequence) {
        const next = transition(flow, event);
        if (next.step === 'connected' && next !== flow) assert.equal(event.type, 'connected');
        if (flow.step === 'closed' && next !== flow) assert.equal(event.type, 'load');
        flow = next;
      }
    }),
  );
});

test('an integration that is not active is never entered', () => {
  fc.assert(
    fc.property(anyEvents, (sequence) => {
      let flow: Flow = { step: 'loading' };
      for (const event of sequence) {
        flow = transition(flow, event);
        assert.ok(!('integration' in flow) || flow.integration?.is_active !== false);
      }
    }),
  );
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

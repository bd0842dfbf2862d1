import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Connection, Integration } from '../../../src/contract/index.js';
import {
  authMethodOf,
  authMethodsOf,
  type Failure,
  type Flow,
  type FlowEvent,
  type Step,
} from '../../../src/widget/core/flow.js';
import { transition } from '../../../src/widget/core/transition.js';

const oauth: Integration = { type: 'northwind', name: 'Northwind', categories: ['crm'] };
const token: Integration = { type: 'harbor', name: 'Harbor', categories: ['ats'], token_names: ['API key'] };
const either: Integration = { ...token, type: 'either', name: 'Either', auth_methods: ['oauth2', 'token'] };
const asking: Integration = { ...oauth, type: 'asking', inputs: [{ name: 'subdomain', type: 'subdomain' }] };
const inactive: Integration = { type: 'later', name: 'Later', categories: [], is_active: false };
const connection: Connection = {
  id: 'c1',
  integration_type: 'harbor',
  categories: ['ats'],
  permissions: [],
  environment: 'Production',
  created_at: '2026-01-01T00:00:00Z',
};
const other: Connection = { ...connection, id: 'c2' };
const picker = {
  integrations: [oauth, token, either, asking, inactive],
  connections: [connection, other],
  query: 'har',
  category: 'ats',
};
const failure = {
  code: 'credentials_rejected',
  errors: [{ path: 'auth.token', code: 'credentials_rejected' }],
} as const;

const renewing = { picker, integration: oauth, reconnect: 'c9' };
const making = { picker, integration: token, reconnect: undefined };
const flows: { [S in Step]: Flow & { step: S } } = {
  loading: { step: 'loading' },
  picking: { step: 'picking', picker },
  'choosing-method': { step: 'choosing-method', ...making, integration: either },
  confirming: { step: 'confirming', ...renewing },
  'asking-inputs': { step: 'asking-inputs', ...making, integration: asking, failure: undefined },
  'filling-form': { step: 'filling-form', ...making, errors: [], failure: undefined },
  creating: { step: 'creating', ...making },
  waiting: { step: 'waiting', ...renewing, inputs: undefined, window: 'closed' },
  connected: { step: 'connected', picker, integration: token, connection, reconnected: false },
  managing: { step: 'managing', picker, type: 'harbor', integration: token },
  removing: { step: 'removing', picker, integration: token, connection, busy: false, failure: undefined },
  problem: { step: 'problem', failure, ...renewing, inputs: undefined },
  closed: { step: 'closed' },
};

const events = {
  load: { type: 'load' },
  listed: { type: 'listed', integrations: [oauth] },
  accounts: { type: 'accounts', connections: [other] },
  searched: { type: 'searched', query: 'x' },
  filtered: { type: 'filtered', category: 'crm' },
  'pick oauth': { type: 'chosen', integration: oauth, by: 'pick' },
  'pick token': { type: 'chosen', integration: token, by: 'pick' },
  'pick either': { type: 'chosen', integration: either, by: 'pick' },
  'pick asking': { type: 'chosen', integration: asking, by: 'pick' },
  'pick inactive': { type: 'chosen', integration: inactive, by: 'pick' },
  'preset oauth': { type: 'chosen', integration: oauth, by: 'preset' },
  'preset token': { type: 'chosen', integration: token, by: 'preset' },
  'preset asking': { type: 'chosen', integration: asking, by: 'preset' },
  'method oauth2': { type: 'method-chosen', method: 'oauth2' },
  'method token': { type: 'method-chosen', method: 'token' },
  confirmed: { type: 'confirmed' },
  'inputs given': { type: 'inputs-given', inputs: { subdomain: 'acme' } },
  submitted: { type: 'submitted' },
  window: { type: 'window', window: 'open' },
  connected: { type: 'connected', connection, reconnected: true },
  'managed harbor': { type: 'managed', integration_type: 'harbor' },
  'managed nothing': { type: 'managed', integration_type: 'northwind' },
  'removal asked': { type: 'removal-asked', connection },
  'removal confirmed': { type: 'removal-confirmed' },
  removed: { type: 'removed', id: 'c1' },
  added: { type: 'added', connection: other },
  failed: { type: 'failed', failure },
  retried: { type: 'retried' },
  back: { type: 'back' },
  closed: { type: 'closed' },
} as const satisfies Record<string, FlowEvent>;

type EventName = keyof typeof events;

/** Where a choice leads, wherever one can be made. */
const choices: Partial<Record<EventName, Step>> = {
  'pick oauth': 'waiting',
  'pick token': 'filling-form',
  'pick either': 'choosing-method',
  'pick asking': 'asking-inputs',
  'preset oauth': 'confirming',
  'preset token': 'filling-form',
  'preset asking': 'asking-inputs',
};

/** Where each event leads from each step; what is not named leaves the flow as it is, the very same object. */
const table: Record<Step, Partial<Record<EventName, Step>>> = {
  loading: { load: 'loading', listed: 'picking', connected: 'connected', failed: 'problem', closed: 'closed' },
  picking: {
    removed: 'picking',
    added: 'picking',
    ...choices,
    load: 'loading',
    accounts: 'picking',
    searched: 'picking',
    filtered: 'picking',
    'managed harbor': 'managing',
    'managed nothing': 'picking',
    connected: 'connected',
    failed: 'problem',
    closed: 'closed',
  },
  'choosing-method': {
    removed: 'choosing-method',
    added: 'choosing-method',
    accounts: 'choosing-method',
    ...choices,
    load: 'loading',
    'method oauth2': 'waiting',
    'method token': 'filling-form',
    connected: 'connected',
    failed: 'problem',
    back: 'picking',
    closed: 'closed',
  },
  confirming: {
    removed: 'confirming',
    added: 'confirming',
    accounts: 'confirming',
    ...choices,
    load: 'loading',
    confirmed: 'waiting',
    connected: 'connected',
    failed: 'problem',
    back: 'picking',
    closed: 'closed',
  },
  'asking-inputs': {
    removed: 'asking-inputs',
    added: 'asking-inputs',
    accounts: 'asking-inputs',
    ...choices,
    load: 'loading',
    'inputs given': 'waiting',
    connected: 'connected',
    failed: 'problem',
    back: 'picking',
    closed: 'closed',
  },
  'filling-form': {
    removed: 'filling-form',
    added: 'filling-form',
    accounts: 'filling-form',
    ...choices,
    load: 'loading',
    submitted: 'creating',
    connected: 'connected',
    failed: 'filling-form',
    back: 'picking',
    closed: 'closed',
  },
  creating: {
    removed: 'creating',
    added: 'creating',
    accounts: 'creating',
    load: 'loading',
    connected: 'connected',
    failed: 'filling-form',
    back: 'picking',
    closed: 'closed',
  },
  waiting: {
    removed: 'waiting',
    added: 'waiting',
    accounts: 'waiting',
    load: 'loading',
    window: 'waiting',
    connected: 'connected',
    failed: 'problem',
    retried: 'waiting',
    back: 'picking',
    closed: 'closed',
  },
  connected: {
    ...choices,
    removed: 'connected',
    added: 'connected',
    accounts: 'connected',
    load: 'loading',
    back: 'picking',
    closed: 'closed',
  },
  managing: {
    removed: 'managing',
    added: 'managing',
    accounts: 'managing',
    ...choices,
    load: 'loading',
    'removal asked': 'removing',
    connected: 'connected',
    failed: 'problem',
    back: 'picking',
    closed: 'closed',
  },
  removing: {
    ...choices,
    load: 'loading',
    'managed harbor': 'managing',
    'managed nothing': 'picking',
    'removal confirmed': 'removing',
    removed: 'managing',
    added: 'removing',
    accounts: 'removing',
    connected: 'connected',
    failed: 'removing',
    back: 'managing',
    closed: 'closed',
  },
  problem: {
    removed: 'problem',
    added: 'problem',
    accounts: 'problem',
    ...choices,
    load: 'loading',
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

test('a connection is named after its own integration, whichever the user looks at when it comes', () => {
  const at: Flow = { step: 'managing', picker, type: 'northwind', integration: oauth };
  const next = transition(at, { type: 'connected', connection, reconnected: false });
  assert.equal(next.integration, token);
  const unknown = { ...connection, integration_type: 'no-longer-offered' };
  assert.equal(transition(at, { type: 'connected', connection: unknown, reconnected: false }).integration, undefined);
});

test('what the page wants to connect does not take an account from the screen that is being removed', () => {
  const busy = transition(flows.removing, events['removal confirmed']);
  assert.equal(transition(busy, events['pick token']), busy);
});

test('an account whose removal ends while the user is elsewhere is in no list any more', () => {
  const now = transition(flows['filling-form'], events.removed);
  assert.ok(now.step === 'filling-form');
  assert.ok(!now.picker.connections.some(({ id }) => id === 'c1'));
  assert.equal(transition(now, events.removed), now);
});

test('an account that is connected while the user is elsewhere is in the list, once', () => {
  const now = transition(flows['filling-form'], events.added);
  assert.ok(now.step === 'filling-form');
  assert.deepEqual(now.picker.connections[0], other);
  const renewed = transition(now, { type: 'added', connection: { ...other, label: 'Sales' } });
  assert.ok(renewed.step === 'filling-form');
  assert.deepEqual(
    renewed.picker.connections.filter(({ id }) => id === other.id),
    [{ ...other, label: 'Sales' }],
  );
});

test('accounts that come late are added in their order to what was connected meanwhile', () => {
  const made: Connection = { ...connection, id: 'made' };
  const late = [other, connection];
  const after = transition(
    { ...flows.picking, picker: { ...picker, connections: [made] } },
    {
      type: 'accounts',
      connections: late,
    },
  );
  assert.deepEqual(after.picker?.connections, [...late, made]);
});

test('an account that proves to be gone when it is renewed is in no list any more', () => {
  const gone: Failure = { code: 'not_found' };
  for (const step of ['waiting', 'creating'] as const) {
    const at = { ...flows[step], reconnect: connection.id };
    const known = at.picker.connections.length;
    assert.ok(known > 0);
    const after = transition(at, { type: 'failed', failure: gone });
    assert.equal(after.picker?.connections.length, known - 1);
    assert.equal(transition(at, { type: 'failed', failure }).picker?.connections.length, known);
    const fresh = { ...flows[step], reconnect: undefined };
    assert.equal(transition(fresh, { type: 'failed', failure: gone }).picker?.connections.length, known);
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
  assert.deepEqual(authMethodsOf(oauth), ['oauth2']);
  assert.deepEqual(authMethodsOf(token), ['token']);
  assert.deepEqual(authMethodsOf({ ...oauth, token_names: [] }), ['oauth2']);
  assert.deepEqual(authMethodsOf(either), ['oauth2', 'token']);
  assert.deepEqual(authMethodsOf({ ...oauth, auth_methods: [] }), ['oauth2']);
});

test('a connection is renewed the way it was made, unless that way is not offered any more', () => {
  assert.equal(authMethodOf({ ...connection, credentials: ['access_token'] }, either), 'oauth2');
  assert.equal(authMethodOf({ ...connection, credentials: ['token'] }, either), 'token');
  assert.equal(authMethodOf({ ...connection, credentials: ['token'] }, oauth), undefined);
  const renewed = transition(flows.managing, { ...events['pick either'], reconnect: 'c1', method: 'token' });
  assert.ok(renewed.step === 'filling-form');
  assert.equal(renewed.reconnect, 'c1');
});

test('what was asked for first goes along with every try, and a try without it asks again', () => {
  const waiting = transition(flows['asking-inputs'], events['inputs given']);
  assert.ok(waiting.step === 'waiting');
  const again = transition(transition(waiting, events.failed), events.retried);
  assert.ok(again.step === 'waiting');
  assert.deepEqual(again.inputs, { subdomain: 'acme' });
  const unasked = transition({ ...flows.problem, integration: asking }, events.retried);
  assert.equal(unasked.step, 'asking-inputs');
});

test('what was asked for first and is refused is asked for again, with the reason; any other failure is a problem', () => {
  const waiting = transition(flows['asking-inputs'], events['inputs given']);
  const refused = {
    code: 'invalid_fields',
    errors: [{ path: 'inputs.subdomain', code: 'invalid_subdomain' }],
  } as const;
  const again = transition(waiting, { type: 'failed', failure: refused });
  assert.deepEqual(again, { ...flows['asking-inputs'], failure: refused });
  assert.equal(transition(waiting, events.failed).step, 'problem');
  assert.equal(transition(flows.waiting, { type: 'failed', failure: refused }).step, 'problem');
});

test('Back from renewing an account leads to the accounts, as long as there are any', () => {
  const renewing = transition(flows.managing, { ...events['pick token'], reconnect: 'c1' });
  assert.equal(transition(renewing, events.back).step, 'managing');
});

test('what a problem offers is another integration, after a renewal too', () => {
  assert.equal(transition({ ...flows.problem, reconnect: 'c1', integration: token }, events.back).step, 'picking');
});

test('a connection that was made, renewed or removed is the same in the picker', () => {
  const made = transition(flows.waiting, { ...events.connected, connection: { ...connection, id: 'c3' } });
  assert.ok(made.step === 'connected');
  assert.deepEqual(
    made.picker?.connections.map(({ id }) => id),
    ['c3', 'c1', 'c2'],
  );
  const renewed = transition(flows.waiting, { ...events.connected, connection: { ...other, label: 'New' } });
  assert.ok(renewed.step === 'connected');
  assert.deepEqual(
    renewed.picker?.connections.map(({ id, label }) => [id, label]),
    [
      ['c2', 'New'],
      ['c1', undefined],
    ],
  );
  const one = transition(flows.removing, events.removed);
  assert.ok(one.step === 'managing');
  const asked = transition(one, { type: 'removal-asked', connection: other });
  const none = transition(asked, { type: 'removed', id: 'c2' });
  assert.ok(none.step === 'picking');
  assert.deepEqual(none.picker.connections, []);
});

test('a removal that failed says why and can be confirmed again; a second confirmation of one is none', () => {
  const busy = transition(flows.removing, events['removal confirmed']);
  assert.ok(busy.step === 'removing' && busy.busy);
  assert.equal(transition(busy, events['removal confirmed']), busy);
  const refused = transition(busy, events.failed);
  assert.ok(refused.step === 'removing' && !refused.busy);
  assert.deepEqual(refused.failure, failure);
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
        if (next.step === 'connected' && flow.step !== 'connected') assert.equal(event.type, 'connected');
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

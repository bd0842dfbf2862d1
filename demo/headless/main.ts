import { httpSource } from 'connection-embed/client';
import { ConnectionError, type Connection } from 'connection-embed/contract';
import {
  authOf,
  en,
  loadStepsCopy,
  mergeCopy,
  transition,
  type Failure,
  type Flow,
  type FlowAt,
  type FlowEvent,
} from 'connection-embed/core';
import { endpoint, fetchAccounts } from '../frameworks/backend.js';
import { draw, type Actions } from './draw.js';
import { openWindow, signIn } from './sign-in.js';

const place = document.querySelector('#connect');
const source = httpSource({ endpoint, sessionUrl: '/api/connect-session' });
const copy = mergeCopy({ ...en, ...(await loadStepsCopy()) }, { product: 'Acme' });
const permissions = ['crm_contact_read', 'crm_deal_read'];

let flow: Flow = { step: 'loading' };
let typed: readonly string[] = [];
let work = new AbortController();

const actions: Actions = {
  search: (query) => {
    flow = transition(flow, { type: 'searched', query });
  },
  choose: (integration) => go({ type: 'chosen', integration, by: 'pick' }),
  method: (method) => go({ type: 'method-chosen', method }),
  inputs: (inputs) => go({ type: 'inputs-given', inputs }),
  submit: (values) => {
    if (flow.step !== 'filling-form') return;
    const { integration, reconnect } = flow;
    const auth = authOf(integration, values);
    const signal = begin();
    typed = values;
    apply({ type: 'submitted' });
    void attempt(signal, async () => {
      const key = crypto.randomUUID();
      const input = { integration_type: integration.type, permissions, auth };
      const made =
        reconnect !== undefined && source.renewConnection
          ? await source.renewConnection(reconnect, { auth }, { signal })
          : await source.createConnection(input, { key, signal });
      await connected(signal, made, reconnect !== undefined);
    });
  },
  retry: () => go({ type: 'retried' }),
  back: () => go({ type: 'back' }),
};

apply({ type: 'load' });
await showAccounts();

/** Takes a step. One that leads to a sign-in opens its window first, while this is still the user's click. */
function go(event: FlowEvent): void {
  const next = transition(flow, event);
  if (next === flow) return;
  const signal = begin();
  const popup = next.step === 'waiting' ? openWindow() : null;
  apply(event);
  if (next.step !== 'waiting') return;
  if (popup) void waitFor(next, { popup, signal });
  else apply({ type: 'window', window: 'blocked' });
}

function apply(event: FlowEvent): void {
  const next = transition(flow, event);
  if (next === flow && event.type !== 'load') return;
  flow = next;
  if (flow.step !== 'creating' && flow.step !== 'filling-form') typed = [];
  place?.replaceChildren(...draw(flow, { copy, actions, typed }));
  place?.querySelector('h2')?.focus();
  if (flow.step === 'loading') void list();
}

async function list(): Promise<void> {
  const signal = begin();
  await attempt(signal, async () => {
    const integrations = await source.integrations({}, { signal });
    if (!signal.aborted) apply({ type: 'listed', integrations });
  });
}

async function waitFor(
  { integration, inputs, reconnect }: FlowAt<'waiting'>,
  { popup, signal }: { popup: Window; signal: AbortSignal },
): Promise<void> {
  await attempt(signal, async () => {
    const input = {
      integration_type: integration.type,
      permissions,
      ...(inputs && { inputs: { ...inputs } }),
      ...(reconnect !== undefined && { connection_id: reconnect }),
    };
    const onStarted = (): void => apply({ type: 'window', window: 'open' });
    const { connection, reconnected = false } = await signIn(input, { source, popup, signal, onStarted });
    await connected(signal, connection, reconnected);
  });
}

async function connected(signal: AbortSignal, connection: Connection, reconnected: boolean): Promise<void> {
  if (signal.aborted) return;
  apply({ type: 'connected', connection, reconnected });
  await showAccounts();
  const status = document.querySelector('[role=status]');
  if (status) status.textContent = `${connection.integration_name} is connected as ${connection.id}`;
}

/** What was under way is given up: its signal is aborted. */
function begin(): AbortSignal {
  work.abort();
  work = new AbortController();
  return work.signal;
}

/** Whatever goes wrong is a step of the flow, unless the user has gone elsewhere meanwhile. */
async function attempt(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!signal.aborted) apply({ type: 'failed', failure: failureOf(error) });
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ConnectionError)) return { code: 'internal_error' };
  const { code, errors, request_id, retry_after } = error;
  return { code, errors, request_id, retry_after };
}

async function showAccounts(): Promise<void> {
  const items = (await fetchAccounts()).map(({ integration_name, created_at }) => {
    const item = document.createElement('li');
    const since = document.createElement('span');
    since.textContent = `since ${new Date(created_at).toLocaleDateString(undefined, { dateStyle: 'medium' })}`;
    item.append(integration_name ?? '', since);
    return item;
  });
  document.querySelector('.accounts')?.replaceChildren(...items);
}

import { expect } from '@esm-bundle/chai';
import type { Connection } from '../../../src/contract/index.js';
import { scriptedSource } from '../../../stories/scripted-source.js';
import type { ConnectionSource } from '../../../src/widget/client/index.js';
import { anatomy, ConnectionError } from '../../../src/widget/element/index.js';
import { frozen } from '../../../src/widget/element/frozen.js';
import { later } from '../../../src/widget/element/controllers/later.js';
import {
  aTaskLater,
  anIntegration,
  cleanUp,
  connectionTo,
  embed,
  eventually,
  frameWindows,
  integrations,
  noWindows,
  startUrl,
  warnings,
  type Embed,
} from './harness.js';

afterEach(cleanUp);

describe('the public face', () => {
  it('W16: what is handed out is frozen through and through, also where only the outside was frozen before', () => {
    const inner = { list: ['a'] };
    const round: Record<string, unknown> = { inner };
    round.self = round;
    frozen(Object.freeze(round));
    for (const one of [inner, inner.list]) expect(Object.isFrozen(one)).to.equal(true);
  });

  it('W16: events carry frozen copies, safe to hand to any script of the page', async () => {
    const created = connectionTo('lumen-mail');
    const page = await embed({ script: { createConnection: () => created } });
    await page.choose('Lumen Mail');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('connected');
    const { detail } = page.created[0] ?? {};
    expect(detail).to.deep.equal({
      connection: {
        id: 'con_7Jq2',
        integration_type: 'lumen-mail',
        integration_name: 'Lumen Mail',
        categories: ['messaging'],
        permissions: ['crm_contact_read', 'crm_deal_read'],
        environment: 'Production',
        created_at: '2026-01-31T09:00:00Z',
      },
      reconnected: false,
    });
    const all = [detail, detail?.connection, detail?.connection.categories, detail?.connection.permissions];
    for (const one of all) expect(Object.isFrozen(one)).to.equal(true);
    expect(() => {
      'use strict';
      (detail as { reconnected: boolean }).reconnected = true;
    }).to.throw(TypeError);
    const selected: unknown = page.selected[0] instanceof CustomEvent ? page.selected[0].detail : undefined;
    expect(selected).to.deep.equal({
      integration: { type: 'lumen-mail', name: 'Lumen Mail', categories: ['messaging'] },
    });
    expect(Object.isFrozen(selected)).to.equal(true);
  });

  it('W16: a host that changes or replaces what an event told leaves the tag as it was', async () => {
    const page = await embed();
    const attempts: (() => unknown)[] = [];
    page.element.addEventListener('connection-created', (event) => {
      const told = event.detail as { connection: { id: string; categories: string[] }; reconnected: boolean };
      attempts.push(
        () => (told.connection = { id: 'con_forged', categories: [] }),
        () => (told.connection.id = 'con_forged'),
        () => told.connection.categories.push('forged'),
        () => Object.defineProperty(told.connection, 'id', { value: 'con_forged' }),
        () => Object.setPrototypeOf(told.connection, { forged: true }),
        () => Object.assign(page.element, { connection: told }),
        () => Object.assign(event, { detail: { connection: { id: 'con_forged' } } }),
      );
      for (const attempt of attempts) expect(attempt).to.throw(TypeError);
    });
    await page.choose('Lumen Mail');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('connected');
    expect(attempts.length).to.equal(7);
    const { flow, connection } = page.element;
    expect([connection?.id, connection?.categories]).to.deep.equal(['con_7Jq2', ['messaging']]);
    expect(Object.keys(connection ?? {})).to.not.include('forged');
    const held = flow.step === 'connected' ? flow.connection : undefined;
    expect([held?.id, held?.categories]).to.deep.equal(['con_7Jq2', ['messaging']]);
  });

  it('W16: a page that writes into where the end user stands changes nothing of what is sent', async () => {
    frameWindows();
    const inputs = [{ name: 'subdomain', label: 'Subdomain', type: 'subdomain' as const }];
    const asking = anIntegration({ name: 'Meadow Desk', inputs });
    const connections = () => [connectionTo('lumen-mail')];
    const page = await embed({ script: { integrations: () => [...integrations, asking], connections } });
    await page.at('picking');
    const { flow } = page.element;
    if (flow.step !== 'picking') throw new Error('not picking');
    const { picker } = flow;
    const form = picker.integrations.find((one) => one.token_fields);
    const writes: (() => unknown)[] = [
      () => Object.assign(flow, { step: 'connected' }),
      () => Object.assign(flow.picker, { query: 'forged' }),
      () => (picker.integrations as unknown[]).reverse(),
      () => (picker.connections as unknown[]).pop(),
      () => Object.assign(picker.integrations[0] ?? {}, { type: 'forged' }),
      () => Object.assign(picker.connections[0] ?? {}, { id: 'con_forged' }),
      () => form?.token_fields?.reverse(),
      () => Object.assign(form?.token_fields?.[0] ?? {}, { type: 'text' }),
    ];
    for (const write of writes) expect(write).to.throw(TypeError);
    await page.choose('Meadow Desk');
    await page.at('asking-inputs');
    await page.fill('Subdomain', 'acme');
    await page.press(/^Continue/);
    await page.at('waiting', 'open');
    const at = page.element.flow;
    expect(() => Object.assign((at.step === 'waiting' && at.inputs) || {}, { subdomain: 'forged' })).to.throw(
      TypeError,
    );
  });

  it('events reach a listener of the whole page, also out of another shadow tree', async () => {
    const around = document.createElement('div');
    document.body.append(around);
    const inside = document.createElement('div');
    around.attachShadow({ mode: 'closed' }).append(inside);
    let heard = 0;
    const hear = () => heard++;
    document.addEventListener('integration-select', hear);
    const page = await embed({ into: inside });
    await page.choose('Harbor ATS');
    document.removeEventListener('integration-select', hear);
    around.remove();
    expect(heard).to.equal(1);
  });

  it('shows the list again after Done, unless the page objects', async () => {
    const page = await embed();
    await page.choose('Lumen Mail');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('connected');
    page.element.addEventListener('embed-close', (event) => event.preventDefault(), { once: true });
    await page.press('Done');
    expect(page.element.flow.step).to.equal('connected');
    await page.press('Done');
    expect(page.element.flow.step).to.equal('picking');
  });

  it('says by a state where it stands', async () => {
    const page = await embed();
    await page.at('picking');
    expect(page.element.matches(':state(picking)')).to.equal(true);
    await page.choose('Harbor ATS');
    await page.at('filling-form');
    expect(page.element.matches(':state(filling-form)')).to.equal(true);
    expect(page.element.matches(':state(picking)')).to.equal(false);
  });

  it('has attributes for all that a page says in markup', async () => {
    const host = document.createElement('div');
    host.innerHTML = `<connection-embed endpoint="https://x.example/connect" workspace-id="w" environment="Sandbox"
      session-url="/session" categories="crm, hris" integrations="a,b" permissions="crm_contact_read" integration="a"
      auth-mode="redirect" theme="dark" without-search without-categories></connection-embed>`;
    const element = host.querySelector('connection-embed');
    expect(element).to.deep.include({
      endpoint: 'https://x.example/connect',
      workspaceId: 'w',
      environment: 'Sandbox',
      sessionUrl: '/session',
      integration: 'a',
      authMode: 'redirect',
      theme: 'dark',
      withoutSearch: true,
      withoutCategories: true,
    });
  });

  it('takes lists as arrays and as attributes write them', async () => {
    const page = await embed({ set: { categories: 'crm, hris', integrations: ['a', 'b'] } });
    await page.at('picking');
    expect(page.source.calls[0]?.args[0]).to.deep.equal({ categories: ['crm', 'hris'], types: ['a', 'b'] });
  });

  it('names a missing endpoint instead of waiting for it', async () => {
    const page = await embed({ set: { source: undefined } });
    await page.at('problem');
    expect(page.failed[0]?.detail.code).to.equal('invalid_request');
  });

  it('wears the parts it lists, and no other', async () => {
    noWindows();
    const worn = new Set<string>();
    const page = await embed({
      script: {
        createConnection: () => new ConnectionError('provider_unreachable', { errors: [] }),
      },
    });
    const look = () => {
      for (const one of page.element.renderRoot.querySelectorAll('[part]')) one.part.forEach((part) => worn.add(part));
    };
    page.element.updateComplete.then(look);
    await page.at('picking');
    look();
    await page.search('quil');
    await eventually(() => page.element.renderRoot.querySelector('mark'));
    look();
    await page.press('Clear search');
    await page.choose('Northwind CRM');
    await page.at('waiting', 'blocked');
    look();
    await page.press('Cancel');
    await page.choose('Harbor ATS');
    await page.fill('API key', 'short');
    look();
    await page.fill('API key', 'long-enough-key');
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('is not answering'));
    look();
    const unknown = [...worn].filter((part) => !anatomy.parts.some((known) => known === part));
    expect(unknown).to.deep.equal([]);
    expect(worn.size).to.be.greaterThan(35);
  });
});

describe('in a page', () => {
  it('is hidden by the attribute, whatever the page says of its display', async () => {
    const style = document.createElement('style');
    style.textContent = 'connection-embed { display: block }';
    document.head.append(style);
    const page = await embed({ set: { hidden: true } });
    const { display } = getComputedStyle(page.element);
    style.remove();
    expect(display).to.equal('none');
  });

  it('tells the developer, once and by its name, what only they can mend', async () => {
    const told = warnings();
    const failure = new ConnectionError('endpoint_mismatch', { message: 'the session is for another' });
    const page = await embed({ script: { integrations: () => failure } });
    await eventually(() => page.has('heading', 'Connecting is not possible right now'));
    await page.settled();
    expect(told).to.deep.equal([['connection-embed', 'endpoint_mismatch', String(failure)]]);
    await page.press('Try again');
    await eventually(() => told.length === 2);
    const other = await embed({ script: { integrations: () => new ConnectionError('store_unavailable') } });
    await other.at('problem');
    expect(told.length).to.equal(2);
    const typo = await embed({ set: { integration: 'nothing-like-it' } });
    await typo.at('problem');
    expect(told[2]?.[2]).to.equal('ConnectionError: not_offered: "nothing-like-it" is not offered');
    const cause = new Error('no route to the backend');
    const thrown = new ConnectionError('internal_error', { message: 'fetchSession failed', cause });
    await (await embed({ script: { integrations: () => thrown } })).at('problem');
    expect(told[3]?.[2]).to.equal(String(thrown));
  });
});

/** A form that was sent to a server which answers when the test says so. */
async function creating() {
  let resolve: (connection: Connection) => void = () => undefined;
  const source = {
    ...scriptedSource({ startUrl }),
    createConnection: () => new Promise<Connection>((answered) => (resolve = answered)),
  };
  const page = await embed({ set: { source } });
  await page.choose('Lumen Mail');
  await page.fill('API Key', 'a-good-key');
  await page.press('Connect');
  await page.at('creating');
  return { page, source, answer: () => resolve(connectionTo('lumen-mail')) };
}

/** Has the list asked for anew, which arrives when the test says so. */
async function anotherList(page: Embed, source: ConnectionSource = page.source): Promise<() => void> {
  let arrive = (): void => undefined;
  const arriving = new Promise<void>((resolve) => (arrive = resolve));
  const { integrations } = source;
  source.integrations = async (...asked) => arriving.then(() => integrations(...asked));
  page.element.categories = 'crm,ats';
  await eventually(() => page.element.flow.step === 'loading');
  return arrive;
}

describe('a part that does not load', () => {
  const { afterPicker } = later;
  afterEach(() => Object.assign(later, { afterPicker }));
  const lost = () => Promise.reject(new ConnectionError('network_failed'));

  it('is a problem with a way on at the step that needs it, never a dead click', async () => {
    later.afterPicker = lost;
    const page = await embed();
    await page.choose('Harbor ATS');
    await page.at('filling-form');
    await eventually(() => page.text().includes('This step did not load'));
    expect(page.failed.map((event) => event.detail)).to.deep.include({
      code: 'network_failed',
      integration_type: 'harbor-ats',
      request_id: undefined,
      recoverable: true,
    });
    Object.assign(later, { afterPicker });
    await page.press('Try again');
    await eventually(() => page.has('heading', 'Connect Harbor ATS'));
  });

  it('closes the window that was opened for it', async () => {
    const windows = frameWindows();
    const page = await embed();
    later.afterPicker = lost;
    await page.choose('Northwind CRM');
    await page.at('problem');
    expect(windows.opened[0]?.isConnected).to.equal(false);
    Object.assign(later, { afterPicker });
    await page.press('Try again');
    await page.at('waiting', 'open');
  });

  it('leaves a list that can be searched by its names', async () => {
    later.afterPicker = lost;
    const page = await embed();
    await page.search('quill');
    expect(page.all('option').length).to.equal(2);
  });
});

describe('connect()', () => {
  it('asks for the click that a window needs, and resolves with the connection', async () => {
    frameWindows();
    const page = await embed({ script: { attempt: () => ({ status: 'connected' }) } });
    const connection = page.element.connect('northwind-crm');
    await page.at('confirming');
    expect(page.has('heading', 'Connect Northwind CRM')).to.equal(true);
    await page.press('Continue to Northwind CRM');
    const resolved = await connection;
    expect(resolved.id).to.equal('con_7Jq2');
    expect(page.created.length).to.equal(1);
    expect(page.created[0]?.detail.connection).to.deep.equal(resolved);
    expect(page.element.connection).to.deep.equal(resolved);
    expect(page.selected.length).to.equal(0);
  });

  it('goes straight to a form, and hands on which connection to renew', async () => {
    const windows = frameWindows();
    const page = await embed({ script: { attempt: () => ({ status: 'connected', reconnected: true }) } });
    page.element.connect('harbor-ats').catch(() => undefined);
    await page.at('filling-form');
    const renewed = page.element.connect('northwind-crm', { reconnect: 'con_1' });
    await page.at('confirming');
    await page.press('Continue to Northwind CRM');
    await renewed;
    expect(windows.opened.length).to.equal(1);
    const input = page.source.calls.find((call) => call.method === 'createAttempt')?.args[0];
    expect(input).to.deep.include({ connection_id: 'con_1' });
    expect(page.created[0]?.detail.reconnected).to.equal(true);
  });

  it('rejects with a code when it is not offered, replaced, left, refused, or taken out', async () => {
    const codes: unknown[] = [];
    const note = (promise: Promise<unknown>) =>
      promise.then(
        () => codes.push('resolved'),
        (error: unknown) => codes.push(error instanceof ConnectionError ? error.code : error),
      );
    const page = await embed();
    await note(page.element.connect('nothing-like-it'));
    await note(page.element.connect('kestrel'));
    const replaced = note(page.element.connect('harbor-ats'));
    await page.at('filling-form');
    const left = note(page.element.connect('northwind-crm'));
    await replaced;
    await page.at('confirming');
    await page.press('All integrations');
    await left;
    const out = note(page.element.connect('northwind-crm'));
    await page.at('confirming');
    page.remove();
    await out;
    expect(codes).to.deep.equal([
      'not_offered',
      'not_offered',
      'attempt_cancelled',
      'attempt_cancelled',
      'attempt_cancelled',
    ]);
  });

  it('says that the tag has left the page', async () => {
    const page = await embed();
    const asked = page.element.connect('northwind-crm').catch((error: unknown) => String(error));
    await page.at('confirming');
    page.remove();
    expect(await asked).to.contain('the tag left the page');
  });

  it('goes before what the page has chosen, also while the list is on its way', async () => {
    const page = await embed({ set: { integration: 'harbor-ats' } });
    await page.at('filling-form');
    const arrive = await anotherList(page);
    page.element.connect('northwind-crm').catch(() => undefined);
    arrive();
    await page.at('confirming');
    await aTaskLater();
    expect(page.element.flow.integration?.type).to.equal('northwind-crm');
  });

  it('resolves with what it was asked for, not with what was sent before', async () => {
    const { page, source, answer } = await creating();
    const arrive = await anotherList(page, source);
    const said: unknown[] = [];
    page.element.connect('northwind-crm').then(
      ({ integration_type }) => said.push(integration_type),
      ({ code }: ConnectionError) => said.push(code),
    );
    answer();
    await page.at('connected');
    expect(page.created[0]?.detail.connection.integration_type).to.equal('lumen-mail');
    await aTaskLater();
    expect(said).to.deep.equal([]);
    arrive();
    await page.press('Done');
    await eventually(() => said.length > 0 || page.element.flow.step === 'confirming');
  });

  it('asks for the list where a result came without it', async () => {
    const { page, answer } = await creating();
    page.element.categories = 'crm,ats';
    await page.element.updateComplete;
    answer();
    await page.at('connected');
    expect(page.element.flow.picker).to.equal(undefined);
    page.element.connect('northwind-crm').catch(() => undefined);
    await page.at('confirming');
  });

  it('leaves the focus where the user has it, unless they asked for it', async () => {
    const input = document.createElement('input');
    document.body.append(input);
    try {
      for (const isActive of [false, true]) {
        Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive } });
        input.focus();
        const page = await embed();
        page.element.connect('harbor-ats').catch(() => undefined);
        await page.at('filling-form');
        await eventually(() => page.has('textbox', 'API key'));
        await aTaskLater();
        expect(document.activeElement).to.equal(isActive ? page.element : input);
        page.remove();
      }
    } finally {
      Reflect.deleteProperty(navigator, 'userActivation');
      input.remove();
    }
  });

  it('rejects with the reason of its signal, and is back in the list', async () => {
    const page = await embed();
    const giveUp = new AbortController();
    const promise = page.element.connect('harbor-ats', { signal: giveUp.signal });
    await page.at('filling-form');
    giveUp.abort('enough');
    expect(await promise.catch((reason: unknown) => reason)).to.equal('enough');
    await page.at('picking');
  });

  it('rejects when the list cannot be had', async () => {
    const page = await embed({ script: { integrations: () => new ConnectionError('forbidden') } });
    const error = await page.element.connect('harbor-ats').catch((reason: unknown) => reason);
    expect(error instanceof ConnectionError && error.code).to.equal('forbidden');
  });

  it('goes where the integration attribute says, with no list to go back to', async () => {
    const page = await embed({ set: { integration: 'harbor-ats' } });
    await page.at('filling-form');
    expect(page.has('button', 'All integrations')).to.equal(false);
    const other = await embed({ set: { integration: 'nothing-like-it' } });
    await other.at('problem');
    expect(other.failed[0]?.detail.code).to.equal('not_offered');
  });
});

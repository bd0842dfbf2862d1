import { expect } from '@esm-bundle/chai';
import { ConnectionError, type Connection } from '../../../src/contract/index.js';
import { accounts } from '../../../stories/integrations.js';
import { scriptedSource, type Script } from '../../../stories/scripted-source.js';
import type { ConnectionRemovedEvent } from '../../../src/widget/element/index.js';
import {
  anIntegration,
  aTaskLater,
  cleanUp,
  connectionTo,
  embed,
  eventually,
  frameWindows,
  startUrl,
  type Embed,
} from './harness.js';

afterEach(cleanUp);

const [healthy, ended, ending] = accounts();
if (!healthy || !ended || !ending) throw new Error('the stories have no such accounts');

/** A tag before the accounts of Northwind CRM. */
async function managing(script: Script = {}): Promise<Embed & { removed: ConnectionRemovedEvent[] }> {
  const page = await embed({ script: { connections: () => accounts(), ...script } });
  const removed: ConnectionRemovedEvent[] = [];
  page.element.addEventListener('connection-removed', (event) => removed.push(event));
  await page.choose('Northwind CRM');
  await page.at('managing');
  return { ...page, removed };
}

/** What belongs to an account: the text around its name, and its buttons. */
function account(page: Embed, name: string) {
  const item = [...page.element.renderRoot.querySelectorAll('li')].find((one) => one.textContent?.includes(name));
  if (!item) throw new Error(`no account ${name} in ${page.text()}`);
  return {
    text: (item.textContent ?? '').replace(/\s+/g, ' ').trim(),
    buttons: [...item.querySelectorAll('button')].map((button) => button.textContent?.trim()),
    press: async (words: string) => {
      [...item.querySelectorAll('button')].find((button) => button.textContent?.trim() === words)?.click();
      await page.settled();
    },
  };
}

const calls = (page: Embed, method: string) => page.source.calls.filter((call) => call.method === method);
const focused = (page: Embed) => page.element.shadowRoot?.activeElement?.textContent?.trim();
const said = (page: Embed) => page.find('status').textContent?.trim();

describe('accounts', () => {
  it('are shown when one picks what is connected: whose each is, since when, how it is', async () => {
    const page = await managing();
    expect(page.has('heading', 'Northwind CRM accounts')).to.equal(true);
    expect(focused(page)).to.equal('Northwind CRM accounts');
    expect(account(page, 'ada@').text).to.match(
      /^ada@northwind\.example Connected on Jan 31, 2026 Healthy Sign in again Remove$/,
    );
    expect(account(page, 'sales@').text).to.contain('Northwind CRM no longer accepts this connection');
    const end = new Date(ending.expires_at ?? '').toLocaleDateString('en', { dateStyle: 'medium' });
    expect(account(page, 'Archive').text).to.contain('Ends soon').and.to.contain(`Works until ${end}`);
    expect(page.text()).not.to.contain('Paused');
    expect(page.selected.length).to.equal(0);
    expect(page.source.calls.map(({ method }) => method)).to.deep.equal(['integrations', 'claims', 'connections']);
    await page.press('All integrations');
    await page.at('picking');
  });

  it('can be joined by another one, unless the page objects', async () => {
    const windows = frameWindows();
    const page = await managing({
      attempt: () => ({ status: 'connected', connection: connectionTo('northwind-crm') }),
    });
    page.element.addEventListener('integration-select', (event) => event.preventDefault(), { once: true });
    await page.press('Connect another account');
    expect([page.selected.length, page.element.flow.step, windows.opened.length]).to.deep.equal([1, 'managing', 0]);
    await page.press('Connect another account');
    await page.at('connected');
    expect(calls(page, 'createAttempt')[0]?.args[0]).not.to.have.property('connection_id');
    await page.press('Connect another');
    await page.choose('Northwind CRM');
    await page.at('managing');
    expect(page.element.renderRoot.querySelectorAll('li').length).to.equal(4);
  });

  it('leave the way to another one in sight, and what has the focus is not below it', async () => {
    const page = await managing();
    const foot = page.find('button', 'Connect another account');
    const [scroller, panel] = ['scroller', 'panel'].map((part) =>
      page.element.renderRoot.querySelector(`[part=${part}]`),
    );
    const edge = (one: Element | null | undefined, side: 'top' | 'bottom') => one?.getBoundingClientRect()[side] ?? NaN;
    expect(scroller?.scrollHeight, 'more than fits').to.be.above(scroller?.clientHeight ?? 0);
    expect(edge(foot, 'bottom')).to.be.at.most(edge(panel, 'bottom'));
    const last = [...page.element.renderRoot.querySelectorAll('li button')].at(-1);
    if (!(last instanceof HTMLElement)) throw new Error('no button');
    expect(edge(last, 'bottom'), 'below it at first').to.be.above(edge(foot, 'top'));
    last.focus();
    await eventually(() => edge(last, 'bottom') <= edge(foot, 'top'), 'in sight');
    await page.press('All integrations');
    await page.choose('Harbor ATS');
    await page.at('managing');
    const list = page.element.renderRoot.querySelector('[part=accounts]');
    expect(
      edge(page.find('button', 'Connect another account'), 'top') - edge(list, 'bottom'),
      'below a short list',
    ).to.be.within(8, 40);
  });

  it('are signed in to again in a window of the click, and stay the same connection', async () => {
    const windows = frameWindows();
    const page = await managing({
      attempt: () => ({
        status: 'connected',
        reconnected: true,
        connection: { ...ended, last_unhealthy_at: undefined, last_unhealthy_code: undefined },
      }),
    });
    const click = account(page, 'sales@').press('Sign in again');
    expect(windows.opened.length).to.equal(1);
    await click;
    await page.at('connected');
    expect(calls(page, 'createAttempt')[0]?.args[0]).to.deep.include({ connection_id: 'con_ended' });
    expect(page.has('heading', 'Northwind CRM is connected again')).to.equal(true);
    expect(said(page)).to.equal('Northwind CRM is connected again');
    expect(page.created.map(({ detail }) => [detail.connection.id, detail.reconnected])).to.deep.equal([
      ['con_ended', true],
    ]);
    await page.press('Connect another');
    await page.choose('Northwind CRM');
    await page.at('managing');
    expect(page.element.renderRoot.querySelectorAll('li').length).to.equal(3);
    expect(account(page, 'sales@').text).to.contain('Healthy');
  });

  it('left alone while signing in again, the user is back among them', async () => {
    frameWindows();
    const page = await managing();
    await account(page, 'sales@').press('Sign in again');
    await page.at('waiting', 'open');
    await page.press('Cancel');
    await page.at('managing');
  });

  it('of a form are filled in again, and sent to the same connection', async () => {
    const page = await embed({
      script: { connections: () => accounts().map((one) => ({ ...one, is_paused: false, label: one.id })) },
    });
    await page.choose('Harbor ATS');
    await page.at('managing');
    await page.press('Reconnect');
    await page.at('filling-form');
    expect(page.element.renderRoot.querySelector('[part=description]')?.textContent).to.equal('con_paused');
    await page.fill('API key', 'canary-new-key');
    await page.fill('Domain', 'acme');
    await page.press('Reconnect');
    await page.at('connected');
    expect(calls(page, 'renewConnection')[0]?.args).to.deep.equal([
      'con_paused',
      { auth: { other_auth_info: ['canary-new-key', 'acme'] } },
    ]);
    expect(calls(page, 'createConnection').length).to.equal(0);
    expect(page.created[0]?.detail.reconnected).to.equal(true);
    expect(JSON.stringify(page.created[0]?.detail)).not.to.contain('canary');
  });

  it('are renewed in the way they were made, where there are several', async () => {
    const page = await embed({
      script: {
        integrations: () => [anIntegration({ token_names: ['Token'], auth_methods: ['oauth2', 'token'] })],
        connections: () => [connectionTo('acme', { credentials: ['token'] })],
      },
    });
    await page.choose('Acme CRM');
    await page.at('managing');
    await page.press('Reconnect');
    await page.at('filling-form');
  });

  it('offer no more than the session allows', async () => {
    const page = await managing({ allow: ['list'] });
    expect(account(page, 'sales@').buttons).to.deep.equal([]);
    expect(page.has('button', 'Connect another account')).to.equal(false);
    page.remove();
    const other = await managing({ allow: ['list', 'remove'] });
    expect(account(other, 'sales@').buttons).to.deep.equal(['Remove']);
    expect(account(other, 'sales@').text).to.contain('Access ended');
    expect(other.text(), 'advice that nobody can follow').not.to.contain('Sign in again');
  });

  it('say in the list how many of several need the user, and of one alone no number', async () => {
    const page = await embed({ script: { connections: () => accounts() } });
    await page.at('picking');
    await eventually(() => page.has('option', /Northwind CRM/));
    expect(page.find('option', /Northwind CRM/).textContent).to.match(/3 accounts\s*Access ended \(1\)/);
    expect(page.find('option', /Harbor ATS/).textContent?.trim()).to.match(/Paused$/);
  });

  it('are renewed all the same by a user who had turned back on the way, in a tag of one integration', async () => {
    frameWindows();
    const page = await embed({ script: { connections: () => accounts() }, set: { integration: 'northwind-crm' } });
    await page.at('confirming');
    page.element.connect('northwind-crm', { reconnect: 'con_ended' }).catch(() => undefined);
    await eventually(() => page.element.flow.reconnect === 'con_ended');
    const click = 'Continue to Northwind CRM';
    await page.press(click);
    await page.at('waiting', 'open');
    await page.press('Cancel');
    await page.at('confirming');
    await page.press(click);
    await page.at('waiting', 'open');
    const ids = calls(page, 'createAttempt').map(({ args: [input] }) => Reflect.get(Object(input), 'connection_id'));
    expect(ids).to.deep.equal(['con_ended', 'con_ended']);
  });

  it('are named as they are called where that looks like a pattern', async () => {
    const label = "$' $& $`";
    const page = await managing({ connections: () => [connectionTo('northwind-crm', { label })] });
    await account(page, label).press('Remove');
    await page.at('removing');
    expect(page.find('heading').textContent?.replaceAll('\u00a0', ' ')).to.equal(`Remove ${label}?`);
  });

  it('are not asked for where the session may not list them', async () => {
    frameWindows();
    const page = await embed({ script: { connections: () => accounts(), allow: ['create'] } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    expect(calls(page, 'connections').length).to.equal(0);
  });

  it('that cannot be listed leave the picker as it would be without any', async () => {
    frameWindows();
    const page = await embed({ script: { connections: () => new ConnectionError('internal_error') } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    expect(page.failed.length).to.equal(0);
  });

  it('that take long do not hold the picker up, and join it as long as nobody uses it', async () => {
    let answer: (found: Connection[]) => void = () => undefined;
    const late = new Promise<Connection[]>((resolve) => (answer = resolve));
    const source = { ...scriptedSource({ startUrl, connections: () => [] }), connections: () => late };
    const page = await embed({ set: { source } });
    await page.at('picking');
    const known = () => page.element.flow.step === 'picking' && page.element.flow.picker.connections.length;
    expect(known()).to.equal(0);
    answer(accounts());
    await eventually(() => known() === 4);
  });

  it('that take long move no row while the focus is among them, in a popover too', async () => {
    let answer: (found: Connection[]) => void = () => undefined;
    const late = new Promise<Connection[]>((resolve) => (answer = resolve));
    const source = { ...scriptedSource({ startUrl, connections: () => [] }), connections: () => late };
    const page = await embed({ set: { source, display: 'popover' } });
    await page.element.open();
    await page.at('picking');
    await eventually(() => page.element.matches(':state(open)'));
    page.find('combobox').focus();
    answer(accounts());
    await late;
    await aTaskLater();
    expect(page.element.flow.step === 'picking' && page.element.flow.picker.connections.length).to.equal(0);
    await page.choose('Lumen Mail');
    await page.at('filling-form');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('connected');
    expect(page.element.flow.picker?.connections.length).to.equal(5);
  });

  it('that take long are still of use to a user who has gone on before they came', async () => {
    let answer: (found: Connection[]) => void = () => undefined;
    const late = new Promise<Connection[]>((resolve) => (answer = resolve));
    const source = {
      ...scriptedSource({ startUrl, connections: () => [] }),
      connections: ({ signal }: { signal?: AbortSignal | undefined } = {}) =>
        new Promise<Connection[]>((resolve, reject) => {
          void late.then(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    const page = await embed({ set: { source } });
    await page.choose('Lumen Mail');
    await page.at('filling-form');
    answer(accounts());
    await eventually(() => page.element.flow.picker?.connections.length === 4);
    await page.press('All integrations');
    await page.choose('Northwind CRM');
    await page.at('managing');
  });

  it('of a list that is no longer asked for are dropped', async () => {
    const answers: ((found: Connection[]) => void)[] = [];
    const connections = () => new Promise<Connection[]>((resolve) => answers.push(resolve));
    const source = { ...scriptedSource({ startUrl, connections: () => [] }), connections };
    const page = await embed({ set: { source } });
    const again = [
      () => (page.element.source = { ...source }),
      () => (page.element.categories = 'crm,ats'),
      () => {
        // Somebody else may have signed in meanwhile.
        page.element.remove();
        document.body.append(page.element);
      },
    ];
    for (const load of again) {
      await page.at('picking');
      const before = answers.at(-1);
      load();
      await eventually(() => answers.at(-1) !== before);
      answers.at(-1)?.([]);
      await page.at('picking');
      before?.(accounts());
      await aTaskLater();
      await page.settled();
      expect(page.element.flow.picker?.connections.length).to.equal(0);
    }
  });
});

describe('removing an account', () => {
  it('asks first, with the way out in focus, and does nothing when it is taken', async () => {
    const page = await managing();
    await account(page, 'Archive').press('Remove');
    await page.at('removing');
    expect(page.has('heading', 'Remove Archive?')).to.equal(true);
    expect(page.text()).to.contain('Acme can then no longer reach this Northwind CRM account');
    expect(focused(page)).to.equal('Keep it');
    await page.press('Keep it');
    await page.at('managing');
    expect([calls(page, 'removeConnection').length, page.removed.length]).to.deep.equal([0, 0]);
  });

  it('tells the page once, says so, and shows the others', async () => {
    const page = await managing();
    await account(page, 'Archive').press('Remove');
    page.find('button', 'Remove').click();
    page.find('button', 'Remove').click();
    await page.at('managing');
    expect(calls(page, 'removeConnection').map(({ args }) => args)).to.deep.equal([['con_ending']]);
    expect(page.removed.map(({ detail }) => detail)).to.deep.equal([{ id: 'con_ending' }]);
    const [event] = page.removed;
    expect([event?.bubbles, event?.composed, Object.isFrozen(event?.detail)]).to.deep.equal([true, true, true]);
    expect(said(page)).to.equal('Archive was removed');
    expect(page.element.renderRoot.querySelectorAll('li').length).to.equal(2);
    expect(focused(page)).to.equal('Northwind CRM accounts');
  });

  it('of the last one leads back to the list, which says so', async () => {
    const page = await managing({ connections: () => [healthy] });
    await account(page, 'ada@').press('Remove');
    await page.press('Remove');
    await page.at('picking');
    expect(said(page)).to.equal('ada@northwind.example was removed');
  });

  it('that is under way cannot be left, and says that it goes on', async () => {
    const page = await managing({ removeConnection: () => undefined });
    await account(page, 'ada@').press('Remove');
    const place = (name: string): string => JSON.stringify(page.find('button', name).getBoundingClientRect());
    const before = place('Remove');
    await page.press('Remove');
    expect(page.find('button', 'Removing…').ariaDisabled).to.equal('true');
    expect(place('Removing…')).to.equal(before);
    await page.press('Keep it');
    expect(page.element.flow.step).to.equal('removing');
  });

  it('is of the list that is asked for meanwhile, too', async () => {
    let remove: () => void = () => undefined;
    let there = accounts();
    const scripted = scriptedSource({ startUrl, connections: () => there });
    const removeConnection = () => new Promise<void>((resolve) => (remove = resolve));
    const page = await embed({ set: { source: { ...scripted, removeConnection } } });
    await page.choose('Harbor ATS');
    await page.at('managing');
    await page.press('Remove');
    await page.press('Remove');
    const { connections } = scripted;
    let arrive: () => void = () => undefined;
    // Read before it was removed, and on its way longer than that takes.
    const old = new Promise<Connection[]>((resolve) => (arrive = () => resolve(accounts())));
    let asked = 0;
    page.element.source = {
      ...scripted,
      connections: async (options) => (asked++ ? (connections?.(options) ?? []) : old),
    };
    await eventually(() => asked === 1);
    there = there.filter(({ integration_type }) => integration_type !== 'harbor-ats');
    remove();
    await aTaskLater();
    arrive();
    await page.at('picking');
    expect(page.element.flow.picker?.connections.length).to.equal(3);
  });

  it('that fails says why also of an integration that is no longer offered', async () => {
    const integrations = [anIntegration({ type: 'harbor-ats', name: 'Harbor ATS', is_active: false }), anIntegration()];
    const page = await embed({
      script: {
        integrations: () => integrations,
        connections: () => accounts(),
        removeConnection: () => new ConnectionError('network_failed'),
      },
    });
    await page.choose('Harbor ATS');
    await page.at('managing');
    await page.press('Remove');
    await page.press('Remove');
    await eventually(() => page.failed.length);
    expect(page.failed[0]?.detail.integration_type).to.equal('harbor-ats');
  });

  it('that fails says why, keeps the account, and can be tried again', async () => {
    let fails = true;
    const page = await managing({
      removeConnection: () => (fails ? new ConnectionError('network_failed', { request_id: 'req_1' }) : 'removed'),
    });
    await account(page, 'ada@').press('Remove');
    await page.press('Remove');
    await eventually(() => page.text().includes('cannot be reached'));
    expect(page.text()).to.include('It was not removed.');
    expect(said(page)).to.match(/cannot be reached$/);
    expect(page.element.flow.step).to.equal('removing');
    expect(page.failed.map(({ detail }) => detail)).to.deep.equal([
      { code: 'network_failed', integration_type: 'northwind-crm', request_id: 'req_1', recoverable: true },
    ]);
    expect(page.removed.length).to.equal(0);
    fails = false;
    await page.press('Remove');
    await page.at('managing');
    expect(page.removed.length).to.equal(1);
  });
});

describe('the wrong account', () => {
  const mismatch = { attempt: () => ({ status: 'failed' as const, code: 'account_mismatch' }) };

  it('replaces nothing: the user signs in to the right one', async () => {
    const windows = frameWindows();
    const page = await managing(mismatch);
    await account(page, 'sales@').press('Sign in again');
    await page.at('problem');
    expect(page.has('heading', 'That is another account')).to.equal(true);
    expect(page.text()).to.contain('Your connection stays as it was. Sign in as sales@northwind.example to renew it.');
    expect(page.created.length).to.equal(0);
    await page.press('Sign in again');
    await eventually(() => calls(page, 'createAttempt').length === 2);
    expect(calls(page, 'createAttempt')[1]?.args[0]).to.deep.include({ connection_id: 'con_ended' });
    expect(windows.opened.length).to.equal(2);
  });

  it('or becomes a connection of its own, if the session may make one', async () => {
    const windows = frameWindows();
    const page = await managing(mismatch);
    await account(page, 'sales@').press('Sign in again');
    await page.at('problem');
    await page.press('Connect it as another account');
    await eventually(() => calls(page, 'createAttempt').length === 2);
    expect(calls(page, 'createAttempt')[1]?.args[0]).not.to.have.property('connection_id');
    expect(windows.opened.length).to.equal(2);
    page.remove();
    const other = await managing({ ...mismatch, allow: ['list', 'reconnect'] });
    await account(other, 'sales@').press('Sign in again');
    await other.at('problem');
    expect(other.has('button', 'Connect it as another account')).to.equal(false);
  });
});

import { expect } from '@esm-bundle/chai';
import { ConnectionError, type Connection } from '../../../src/contract/index.js';
import { accounts } from '../../../stories/integrations.js';
import { scriptedSource } from '../../../stories/scripted-source.js';
import { cleanUp, connectionTo, embed, eventually, startUrl } from './harness.js';

afterEach(cleanUp);

/** A server that makes or removes a connection, or will not, and lets the page know of it when the test says so. */
async function slow() {
  let answer: (connection: Connection) => void = () => undefined;
  let refuse: (error: ConnectionError) => void = () => undefined;
  let asked = 0;
  const answered = (signal: AbortSignal | undefined): Promise<Connection> => {
    asked++;
    return new Promise((resolve, reject) => {
      answer = resolve;
      refuse = reject;
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  };
  const source = {
    ...scriptedSource({ startUrl, connections: () => accounts().filter((one) => one.id !== 'con_paused') }),
    createConnection: (_: unknown, { signal }: { signal?: AbortSignal | undefined }) => answered(signal),
    renewConnection: (_: string, __: unknown, { signal }: { signal?: AbortSignal | undefined } = {}) =>
      answered(signal),
    removeConnection: async (_: string, { signal }: { signal?: AbortSignal | undefined } = {}) =>
      void (await answered(signal)),
  };
  const page = await embed({ set: { source } });
  const removed: string[] = [];
  page.element.addEventListener('connection-removed', ({ detail }) => removed.push(detail.id));
  return {
    ...page,
    removed,
    asked: () => asked,
    answer: () => answer(connectionTo('harbor-ats', { id: 'con_new' })),
    refuse: () => refuse(new ConnectionError('rate_limited', { request_id: 'req_7' })),
  };
}

const failures = (page: Awaited<ReturnType<typeof slow>>) =>
  page.failed.map(({ detail: { code, integration_type, request_id } }) => [code, integration_type, request_id]);

const ids = (page: Awaited<ReturnType<typeof slow>>) => page.created.map(({ detail }) => detail.connection.id);

async function creating() {
  const page = await slow();
  await page.choose('Harbor ATS');
  await page.fill('API key', 'canary-followed');
  await page.fill('Domain', 'acme');
  await page.press('Connect');
  await page.at('creating');
  return page;
}

async function removing() {
  const page = await slow();
  await page.choose('Northwind CRM');
  await page.at('managing');
  await page.press('Remove');
  await page.at('removing');
  await page.press('Remove');
  return page;
}

describe('a form that was sent', () => {
  it('is followed to its end, and announced and shown once, though the page asks for another list meanwhile', async () => {
    const page = await creating();
    page.element.categories = 'hr';
    await page.at('picking');
    page.answer();
    await page.at('connected');
    expect(ids(page)).to.deep.equal(['con_new']);
    expect(page.element.connection?.id).to.equal('con_new');
  });

  it('is announced once when the tag is moved within the page', async () => {
    const page = await creating();
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    elsewhere.append(page.element);
    await page.at('picking');
    page.answer();
    await page.at('connected');
    expect(ids(page)).to.deep.equal(['con_new']);
    elsewhere.remove();
  });

  it('is announced, and takes nothing from the user who is at another integration by then', async () => {
    const page = await creating();
    const other = page.element.connect('northwind-crm').catch((error: unknown) => error);
    await page.at('confirming');
    page.answer();
    await eventually(() => page.created.length);
    expect([ids(page), page.element.flow.step]).to.deep.equal([['con_new'], 'confirming']);
    await page.press('All integrations');
    await page.choose('Harbor ATS');
    await page.at('managing');
    expect(page.element.renderRoot.querySelectorAll('li').length).to.equal(1);
    page.remove();
    expect(await other).to.have.property('code', 'attempt_cancelled');
  });

  it('is announced when the tag has left the page', async () => {
    const page = await creating();
    page.remove();
    page.answer();
    await eventually(() => page.created.length);
    expect([ids(page), page.asked()]).to.deep.equal([['con_new'], 1]);
  });
});

describe('a form that was sent and is refused', () => {
  it('is told to the page once, with its integration, when the user is at another one by then', async () => {
    const page = await creating();
    void page.element.connect('northwind-crm').catch(() => undefined);
    await page.at('confirming');
    page.refuse();
    await eventually(() => page.failed.length);
    await page.settled();
    expect(failures(page)).to.deep.equal([['rate_limited', 'harbor-ats', 'req_7']]);
    expect(page.element.flow.step).to.equal('confirming');
  });

  it('is told to the page once when the tag has left it', async () => {
    const page = await creating();
    page.remove();
    page.refuse();
    await eventually(() => page.failed.length);
    expect(failures(page)).to.deep.equal([['rate_limited', 'harbor-ats', 'req_7']]);
  });

  it('is told to the page once when the form is still there, which says why', async () => {
    const page = await creating();
    page.refuse();
    await page.at('filling-form');
    expect(failures(page)).to.deep.equal([['rate_limited', 'harbor-ats', 'req_7']]);
  });
});

describe('a removal that was sent', () => {
  it('is announced once, and leaves a list that is true, though the page asks for another one meanwhile', async () => {
    const page = await removing();
    const [first] = accounts();
    page.element.categories = 'crm';
    await page.at('picking');
    page.answer();
    await eventually(() => page.removed.length);
    expect(page.removed).to.deep.equal([first?.id]);
    const { flow } = page.element;
    expect(flow.step === 'picking' && flow.picker.connections.some(({ id }) => id === first?.id)).to.equal(false);
  });

  it('and is refused is told to the page once, with its integration, though the user has left', async () => {
    const page = await removing();
    page.element.categories = 'crm';
    await page.at('picking');
    page.refuse();
    await eventually(() => page.failed.length);
    await page.settled();
    expect(failures(page)).to.deep.equal([['rate_limited', 'northwind-crm', 'req_7']]);
    expect(page.element.flow.step).to.equal('picking');
  });

  it('is not left for what the page wants to connect, which comes next', async () => {
    const page = await removing();
    const connected = page.element.connect('harbor-ats').catch((error: unknown) => error);
    await page.settled();
    expect(page.element.flow.step).to.equal('removing');
    page.answer();
    await page.at('filling-form');
    expect(page.removed.length).to.equal(1);
    page.remove();
    expect(await connected).to.have.property('code', 'attempt_cancelled');
  });
});

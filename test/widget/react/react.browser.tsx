import { expect } from '@esm-bundle/chai';
import { createElement as h, createRef, Fragment, StrictMode, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import { ConnectionRemovedEvent } from '../../../src/widget/element/index.js';
import {
  ConnectionEmbed,
  type ConnectionEmbedElement,
  type CreatedConnection,
} from '../../../src/widget/react/index.js';
import { scriptedSource } from '../../../stories/scripted-source.js';
import { choose, fill, press, until } from '../../../stories/user.js';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((clean) => clean()));

function render(tree: ReactElement): (next: ReactElement) => void {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const strict = (one: ReactElement): void => flushSync(() => root.render(h(StrictMode, null, one)));
  strict(tree);
  cleanups.push(() => {
    root.unmount();
    host.remove();
  });
  return strict;
}

async function rendered(): Promise<ConnectionEmbedElement> {
  for (;;) {
    const element = document.querySelector('connection-embed');
    if (element) return element;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function connectLumen(element: ConnectionEmbedElement): Promise<void> {
  await choose(element, 'Lumen Mail');
  await fill(element, { 'API Key': 'a-good-key' });
  await press(element, 'submit');
  await until(element, 'connected');
}

const awake = customElements.get('connection-embed');

describe('ConnectionEmbed for React', () => {
  it('W20: leaves the tag asleep when it is imported, so that HTML of a server waits for its properties', () => {
    expect(awake).to.equal(undefined);
  });

  it('tells of a connection once, connection first and event second, under StrictMode', async () => {
    const heard: unknown[][] = [];
    const onConnectionCreated = (...args: [CreatedConnection, unknown]): void => void heard.push(args);
    render(h(ConnectionEmbed, { source: scriptedSource(), onConnectionCreated }));
    await connectLumen(await rendered());
    expect(heard.length).to.equal(1);
    expect(heard[0]?.[0]).to.deep.include({ integration_type: 'lumen-mail' });
    expect(heard[0]?.[1]).to.have.property('type', 'connection-created');
  });

  it('calls the callback of the last render, never an older one', async () => {
    const heard: number[] = [];
    const source = scriptedSource();
    const tree = (version: number): ReactElement =>
      h(ConnectionEmbed, { source, onConnectionCreated: () => void heard.push(version) });
    const rerender = render(tree(1));
    const element = await rendered();
    await until(element, 'picking');
    rerender(tree(2));
    await connectLumen(element);
    expect(heard).to.deep.equal([2]);
  });

  it('asks the server once although every render brings new arrays and functions', async () => {
    const source = scriptedSource();
    const tree = (): ReactElement =>
      h(ConnectionEmbed, { source, categories: ['crm'], copy: { product: 'Acme' }, fetchSession: async () => 'token' });
    const rerender = render(tree());
    const element = await rendered();
    await until(element, 'picking');
    for (let time = 0; time < 5; time++) rerender(tree());
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await until(element, 'picking');
    expect(source.calls.filter((call) => call.method === 'integrations').map((call) => call.args[0])).to.deep.equal([
      { categories: ['crm'], types: undefined },
    ]);
  });

  it('writes what it is given to the element, and takes it away again', async () => {
    const source = scriptedSource();
    const rerender = render(
      h(ConnectionEmbed, {
        source,
        authMode: 'redirect',
        theme: 'dark',
        workspaceId: 'w',
        withoutSearch: true,
        className: 'mine',
      }),
    );
    const element = await rendered();
    await until(element, 'picking');
    expect(element).to.deep.include({ authMode: 'redirect', theme: 'dark', workspaceId: 'w', withoutSearch: true });
    expect(element.className).to.equal('mine');
    rerender(h(ConnectionEmbed, { source, theme: 'dark', workspaceId: 'w', withoutSearch: false }));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(element.withoutSearch).to.equal(false);
  });

  it('hands out the element by ref, for connect()', async () => {
    const ref = createRef<ConnectionEmbedElement>();
    render(h(ConnectionEmbed, { ref, source: scriptedSource() }));
    const element = await rendered();
    await until(element, 'picking');
    expect(ref.current).to.equal(element);
    ref.current?.connect('harbor-ats').catch(() => undefined);
    await until(element, 'filling-form');
  });

  it('lets state change while a connection is told of', async () => {
    function Page(): ReactElement {
      const [id, setId] = useState('');
      return h(
        Fragment,
        null,
        h('output', null, id),
        h(ConnectionEmbed, { source, onConnectionCreated: (made) => setId(made.id) }),
      );
    }
    const source = scriptedSource();
    render(h(Page));
    await connectLumen(await rendered());
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(document.querySelector('output')?.textContent).to.equal('con_7Jq2');
  });

  it('tells of a removal by its id', async () => {
    const heard: string[] = [];
    render(h(ConnectionEmbed, { source: scriptedSource(), onConnectionRemoved: (id) => void heard.push(id) }));
    (await rendered()).dispatchEvent(new ConnectionRemovedEvent('con_1'));
    expect(heard).to.deep.equal(['con_1']);
  });

  it('takes environmentId for the environment, scopes for the permissions, and what JSX may add to any tag', async () => {
    const hyphenated = { 'aria-label': 'Accounts', 'data-test': 'x' };
    render(
      h(
        ConnectionEmbed,
        {
          environmentId: 'Sandbox',
          scopes: ['crm_contact_read', 'crm_deal_read'],
          for: 'button',
          ...hyphenated,
        },
        h('a', { slot: 'request' }, 'Ask for it'),
      ),
    );
    const element = await rendered();
    expect(element).to.deep.include({ environment: 'Sandbox', permissions: 'crm_contact_read,crm_deal_read' });
    expect(element).to.deep.include({ htmlFor: 'button', ariaLabel: 'Accounts' });
    expect(element.dataset['test']).to.equal('x');
    expect(element.querySelector('a')?.slot).to.equal('request');
  });

  it('takes id, language and environment away again', async () => {
    const source = scriptedSource();
    const rerender = render(h(ConnectionEmbed, { source, id: 'one', lang: 'de', environment: 'Sandbox' }));
    const element = await rendered();
    expect(element).to.deep.include({ id: 'one', lang: 'de', environment: 'Sandbox' });
    rerender(h(ConnectionEmbed, { source }));
    expect(element).to.deep.include({ id: '', lang: '', environment: undefined });
    await until(element, 'picking');
  });

  it('opens and closes a dialog by ref', async () => {
    const ref = createRef<ConnectionEmbedElement>();
    render(h(ConnectionEmbed, { ref, source: scriptedSource(), display: 'dialog' }));
    const element = await rendered();
    await ref.current?.open();
    await until(element, 'picking');
    expect(element.matches(':state(open)')).to.equal(true);
    ref.current?.close();
    await element.updateComplete;
    expect(element.matches(':state(open)')).to.equal(false);
  });

  it("W20: takes over a server's HTML without a warning, and has the tag that was awake ask once", async () => {
    const source = scriptedSource();
    const page = h(
      StrictMode,
      null,
      h(ConnectionEmbed, { endpoint: '/connect', categories: ['crm'], withoutSearch: true, className: 'mine', source }),
    );
    const host = document.createElement('div');
    host.innerHTML = renderToString(page);
    const { error, warn } = console;
    const told: string[] = [];
    console.error = console.warn = (...words: unknown[]) => told.push(words.join(' '));
    cleanups.push(() => Object.assign(console, { error, warn }));
    document.body.append(host);
    const element = await rendered();
    // As where another one on the page has woken the tag before: it has written attributes of its own.
    await element.updateComplete;
    const root = flushSync(() => hydrateRoot(host, page));
    cleanups.push(() => {
      root.unmount();
      host.remove();
    });
    await until(element, 'picking');
    expect(document.querySelector('connection-embed')).to.equal(element);
    expect(source.calls.filter(({ method }) => method === 'integrations').length).to.equal(1);
    expect(told.filter((words) => /hydrat|mismatch|did not match|server/i.test(words))).to.deep.equal([]);
  });
});

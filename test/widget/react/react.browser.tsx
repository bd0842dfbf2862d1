import { expect } from '@esm-bundle/chai';
import { createElement as h, createRef, Fragment, StrictMode, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
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
  await press(element, 'Connect');
  await until(element, 'connected');
}

describe('ConnectionEmbed for React', () => {
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
});

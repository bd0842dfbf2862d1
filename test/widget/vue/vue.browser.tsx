import { expect } from '@esm-bundle/chai';
import { createApp, createSSRApp, defineComponent, h, nextTick, reactive, shallowRef, type App, type VNode } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { ConnectionRemovedEvent } from '../../../src/widget/element/index.js';
import { ConnectionEmbed, type ConnectionEmbedElement } from '../../../src/widget/vue/index.js';
import { scriptedSource } from '../../../stories/scripted-source.js';
import { choose, fill, press, until } from '../../../stories/user.js';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((clean) => clean()));

function mount(render: () => VNode): ConnectionEmbedElement {
  const host = document.createElement('div');
  document.body.append(host);
  const app = createApp({ render });
  app.mount(host);
  return kept(app, host);
}

function kept(app: App, host: HTMLElement): ConnectionEmbedElement {
  cleanups.push(() => {
    app.unmount();
    host.remove();
  });
  const element = host.querySelector('connection-embed');
  expect(element).not.to.equal(null);
  return element!;
}

async function connectLumen(element: ConnectionEmbedElement): Promise<void> {
  await choose(element, 'Lumen Mail');
  await fill(element, { 'API Key': 'a-good-key' });
  await press(element, 'submit');
  await until(element, 'connected');
}

const awake = customElements.get('connection-embed');

describe('ConnectionEmbed for Vue', () => {
  it('W20: leaves the tag asleep when it is imported, so that HTML of a server waits for its properties', () => {
    expect(awake).to.equal(undefined);
  });

  it('tells of a connection once, connection first and event second', async () => {
    const heard: unknown[][] = [];
    const source = scriptedSource();
    const element = mount(() =>
      h(ConnectionEmbed, { source, onConnectionCreated: (...call: unknown[]) => void heard.push(call) }),
    );
    await connectLumen(element);
    expect(heard.length).to.equal(1);
    expect(heard[0]?.[0]).to.deep.include({ integration_type: 'lumen-mail' });
    expect(heard[0]?.[1]).to.have.property('type', 'connection-created');
  });

  it('tells of a removal by its id', async () => {
    const heard: unknown[] = [];
    const element = mount(() =>
      h(ConnectionEmbed, { source: scriptedSource(), onConnectionRemoved: (id: string) => void heard.push(id) }),
    );
    element.dispatchEvent(new ConnectionRemovedEvent('con_1'));
    expect(heard).to.deep.equal(['con_1']);
  });

  it('lets a listener keep the picker as it is', async () => {
    const source = scriptedSource();
    const element = mount(() =>
      h(ConnectionEmbed, { source, onIntegrationSelect: (event: Event) => event.preventDefault() }),
    );
    await choose(element, 'Lumen Mail');
    expect(element.flow.step).to.equal('picking');
  });

  it('writes what it is given to the element, and takes it away again', async () => {
    const source = scriptedSource();
    const props = reactive<Record<string, unknown>>({
      authMode: 'redirect',
      theme: 'dark',
      environment: 'Sandbox',
      sessionUrl: '/session',
      categories: ['crm', 'hris'],
      lang: 'de',
      for: 'button',
      withoutSearch: true,
      class: 'mine',
      'data-test': 'x',
    });
    const element = mount(() => h(ConnectionEmbed, { ...props, source }));
    await until(element, 'picking');
    expect(element).to.deep.include({ authMode: 'redirect', theme: 'dark', environment: 'Sandbox', lang: 'de' });
    expect(element).to.deep.include({ withoutSearch: true, className: 'mine', sessionUrl: '/session' });
    expect(element.getAttribute('for')).to.equal('button');
    expect(element.dataset['test']).to.equal('x');
    expect(source.calls.find(({ method }) => method === 'integrations')?.args[0]).to.deep.include({
      categories: ['crm', 'hris'],
    });
    for (const name of ['environment', 'sessionUrl', 'lang', 'for', 'withoutSearch', 'categories']) delete props[name];
    await nextTick();
    for (const name of ['environment', 'session-url', 'lang', 'for', 'without-search', 'categories'])
      expect(element.hasAttribute(name), name).to.equal(false);
    expect(element).to.deep.include({ environment: undefined, sessionUrl: undefined, withoutSearch: false });
    await until(element, 'picking');
  });

  it('takes environmentId for the environment, and scopes for the permissions', () => {
    const element = mount(() => h(ConnectionEmbed, { environmentId: 'Sandbox', scopes: ['crm_contact_read'] }));
    expect(element.getAttribute('environment')).to.equal('Sandbox');
    expect(element.getAttribute('permissions')).to.equal('crm_contact_read');
  });

  it('asks the server once although every render brings new arrays and functions', async () => {
    const source = scriptedSource();
    const turn = shallowRef(0);
    const element = mount(() =>
      h(ConnectionEmbed, {
        source,
        categories: ['crm'],
        copy: { product: `Acme ${turn.value}` },
        fetchSession: async () => 'token',
      }),
    );
    await until(element, 'picking');
    for (let time = 0; time < 3; time++) {
      turn.value++;
      await nextTick();
    }
    await until(element, 'picking');
    expect(element.copy).to.deep.equal({ product: 'Acme 3' });
    expect(source.calls.filter(({ method }) => method === 'integrations').length).to.equal(1);
  });

  it('hands out the element and its methods by template ref, and what stands in its slots', async () => {
    const ref = shallowRef<InstanceType<typeof ConnectionEmbed>>();
    const source = scriptedSource();
    const element = mount(() =>
      h(ConnectionEmbed, { ref, source }, { default: () => h('a', { slot: 'request', href: '#ask' }, 'Ask for it') }),
    );
    expect(ref.value?.element).to.equal(element);
    expect(element.querySelector('a')?.slot).to.equal('request');
    await until(element, 'picking');
    ref.value?.connect('harbor-ats').catch(() => undefined);
    await until(element, 'filling-form');
  });

  it('opens and closes a dialog by template ref', async () => {
    const ref = shallowRef<InstanceType<typeof ConnectionEmbed>>();
    const element = mount(() => h(ConnectionEmbed, { ref, source: scriptedSource(), display: 'dialog' }));
    await ref.value?.open();
    await until(element, 'picking');
    expect(element.matches(':state(open)')).to.equal(true);
    ref.value?.close();
    await element.updateComplete;
    expect(element.matches(':state(open)')).to.equal(false);
  });

  it("W20: takes over a server's HTML without a mismatch, and has the tag ask once", async () => {
    const { warn, error } = console;
    const told: unknown[] = [];
    console.warn = console.error = (...words: unknown[]) => told.push(words.join(' '));
    cleanups.push(() => Object.assign(console, { warn, error }));

    const source = scriptedSource();
    const Page = defineComponent({
      render: () =>
        h('main', [h(ConnectionEmbed, { endpoint: '/connect', categories: ['crm'], withoutSearch: true, source })]),
    });
    const host = document.createElement('div');
    host.innerHTML = await renderToString(createSSRApp(Page));
    document.body.append(host);
    const [before] = host.getElementsByTagName('connection-embed');
    const app = createSSRApp(Page);
    app.mount(host);
    const element = kept(app, host);
    expect(element).to.equal(before);
    await until(element, 'picking');
    expect(source.calls.filter(({ method }) => method === 'integrations').length).to.equal(1);
    expect(told.filter((words) => /hydrat|mismatch/i.test(String(words)))).to.deep.equal([]);
  });
});

import { expect } from '@esm-bundle/chai';
import { ConnectionEmbed, defineConnectionEmbed } from '../../../src/widget/element/index.js';
import { scriptedSource } from '../../../stories/scripted-source.js';
import { cleanUp, embed, eventually, frameWindows, startUrl, warnings } from './harness.js';
import { aButton, closed, opened } from './shape-harness.js';

afterEach(cleanUp);

const observers = [MutationObserver, ResizeObserver, IntersectionObserver];

interface Life {
  readonly listening: Map<string, number>;
  readonly ticking: Set<unknown>;
  /** What each observer still looks at. */
  readonly observing: Map<object, Set<unknown>>;
  end(): void;
}

/** Counts what listens, ticks and observes, and takes off what was removed, aborted, run, cleared or disconnected. */
function countedLife(): Life {
  const listening = new Map<string, number>();
  const ticking = new Set<unknown>();
  const targets: EventTarget[] = [window, document, document.documentElement, document.body];
  const known = new Map<string, unknown>();
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  const kept = new Map<string, Set<unknown>>();
  const count = (type: string): void => void listening.set(type, kept.get(type)?.size ?? 0);
  EventTarget.prototype.addEventListener = function (this: EventTarget, type, hear, options) {
    if (targets.includes(this ?? window) && hear) {
      const all = kept.get(type) ?? new Set();
      kept.set(type, all.add(hear));
      count(type);
      const signal = typeof options === 'object' ? options.signal : undefined;
      const drop = () => (all.delete(hear), count(type));
      if (signal) add.call(signal, 'abort', drop);
      if (typeof options === 'object' && options.once) add.call(this ?? window, type, drop, { once: true });
    }
    return add.call(this ?? window, type, hear, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget, type, hear, options) {
    kept.get(type)?.delete(hear);
    count(type);
    return remove.call(this ?? window, type, hear, options);
  };
  for (const name of ['setInterval', 'clearInterval'] as const) known.set(name, window[name]);
  const { setInterval: start, clearInterval: stop } = window;
  window.setInterval = ((...given: Parameters<typeof start>) => {
    const id = start(...given);
    ticking.add(id);
    return id;
  }) as typeof start;
  window.clearInterval = (id) => {
    ticking.delete(id);
    stop(id);
  };
  const observing = new Map<object, Set<unknown>>();
  const originals = observers.map(({ prototype }) => [prototype, Object.getOwnPropertyDescriptors(prototype)] as const);
  for (const { prototype } of observers as unknown as {
    prototype: Record<string, (...given: unknown[]) => unknown>;
  }[]) {
    const { observe, unobserve, disconnect } = prototype;
    prototype['observe'] = function (this: object, ...given) {
      observing.set(this, (observing.get(this) ?? new Set()).add(given[0]));
      return observe?.apply(this, given);
    };
    if (unobserve)
      prototype['unobserve'] = function (this: object, ...given) {
        const all = observing.get(this);
        all?.delete(given[0]);
        if (!all?.size) observing.delete(this);
        return unobserve.apply(this, given);
      };
    prototype['disconnect'] = function (this: object) {
      observing.delete(this);
      return disconnect?.call(this);
    };
  }
  return {
    listening,
    ticking,
    observing,
    end() {
      for (const [prototype, members] of originals) Object.defineProperties(prototype, members);
      EventTarget.prototype.addEventListener = add;
      EventTarget.prototype.removeEventListener = remove;
      Object.assign(window, Object.fromEntries(known));
    },
  };
}

/** The observers that look at something of the page; what a tag sees of itself goes with it. */
function outside(observing: Life['observing']): string[] {
  const own = (target: unknown): boolean => {
    if (!(target instanceof Element)) return false;
    const root = target.getRootNode();
    return target.localName === 'connection-embed' || (root instanceof ShadowRoot && own(root.host));
  };
  return [...observing]
    .filter(([, targets]) => [...targets].some((one) => !own(one)))
    .map(([observer]) => observer.constructor.name);
}

describe('in a host page', () => {
  it('W19: 200 mounts, in every shape and at several steps, leave no listener, observer or timer, and nothing in the page', async () => {
    frameWindows();
    const warm = await embed({ set: { display: 'popover' } });
    await warm.element.open();
    await warm.at('picking');
    await warm.choose('Northwind CRM');
    warm.remove();
    await warm.settled();
    const life = countedLife();
    const { length: nodes } = document.querySelectorAll('body > :not(iframe)');
    const trigger = aButton('the-trigger');
    const shapes = ['inline', 'inline', 'popover', 'dialog'] as const;
    for (let turn = 0; turn < 200; turn++) {
      const display = shapes[turn % shapes.length] ?? 'inline';
      const element = document.createElement('connection-embed');
      Object.assign(element, { source: scriptedSource({ startUrl }), display, htmlFor: 'the-trigger' });
      document.body.append(element);
      await element.updateComplete;
      if (display !== 'inline') await element.open();
      if (turn % 8 < 4) {
        await eventually(() => element.flow.step === 'picking');
        element.connect(turn % 3 ? 'harbor-ats' : 'northwind-crm').catch(() => undefined);
        await eventually(() => element.flow.step !== 'picking');
      }
      element.remove();
    }
    trigger.remove();
    await eventually(
      () =>
        [...life.listening.values()].every((count) => count === 0) &&
        outside(life.observing).length === 0 &&
        life.ticking.size === 0,
      'letting go',
    ).catch(() => undefined);
    const watching = outside(life.observing);
    const left = [...life.listening].filter(([, count]) => count > 0);
    life.end();
    expect(left).to.deep.equal([]);
    expect(watching).to.deep.equal([]);
    expect(life.ticking.size).to.equal(0);
    expect(document.querySelectorAll('body > :not(iframe)').length).to.equal(nodes);
    expect(document.documentElement.style.overflow).to.equal('');
  }).timeout(60_000);

  it('never listens for unload or beforeunload, which keep a page out of the back-forward cache', async () => {
    const life = countedLife();
    frameWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    const types = [...life.listening.keys()];
    life.end();
    expect(types).to.include('pageshow');
    expect(types.filter((type) => /unload/.test(type))).to.deep.equal([]);
  });

  it('adds no global', async () => {
    const before = new Set(Object.getOwnPropertyNames(window));
    frameWindows();
    const page = await embed({ set: { display: 'dialog' } });
    await page.element.open();
    await page.choose('Harbor ATS');
    await page.at('filling-form');
    const added = Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
    // Lit tells by these which versions of it are in a page; a host's own does the same.
    expect(added.filter((name) => !/^(lit|reactiveElement|litElement|litHtml)/.test(name))).to.deep.equal([]);
  });

  it('stands in it twice, each tag for itself', async () => {
    const first = await embed();
    const second = await embed();
    await first.choose('Harbor ATS');
    await first.fill('Domain', 'acme');
    await second.choose('Lumen Mail');
    await second.fill('API Key', 'a-good-key');
    await second.press('Connect');
    await second.at('connected');
    expect(first.element.flow.step).to.equal('filling-form');
    expect([first.created.length, second.created.length]).to.deep.equal([0, 1]);
  });

  it('F56: moved in it, starts again cleanly and works', async () => {
    const page = await embed();
    await page.choose('Harbor ATS');
    await page.at('filling-form');
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(page.element);
    await page.at('picking');
    await page.choose('Lumen Mail');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('connected');
    expect(page.created.length).to.equal(1);
    elsewhere.remove();
  });

  it('takes what was set on it before it was defined, as frameworks do', async () => {
    const early = document.createElement('early-embed');
    const source = scriptedSource();
    const trigger = aButton('');
    const given = {
      source,
      copy: { title: 'Early' },
      authMode: 'redirect',
      withoutSearch: true,
      display: 'popover',
      trigger,
    };
    Object.assign(early, given);
    early.setAttribute('categories', 'crm');
    document.body.append(early);
    defineConnectionEmbed('early-embed');
    expect(early instanceof ConnectionEmbed).to.equal(true);
    if (!(early instanceof ConnectionEmbed)) return;
    await early.updateComplete;
    for (const [name, value] of Object.entries(given)) {
      expect(Object.hasOwn(early, name)).to.equal(false);
      expect(Reflect.get(early, name) === value).to.equal(true, name);
    }
    expect([early.words.title, early.categories]).to.deep.equal(['Early', 'crm']);
    await eventually(() => trigger.getAttribute('aria-haspopup'));
    await early.open();
    await eventually(() => early.flow.step === 'picking');
    expect(early.shadowRoot?.querySelector('[part=search]')).to.equal(null);
    early.remove();
  });

  it('is known by other names as well, and another copy under its name is left alone with a word in the console', () => {
    const told = warnings();
    defineConnectionEmbed();
    defineConnectionEmbed('acme-connect');
    defineConnectionEmbed('acme-connect');
    expect(customElements.get('acme-connect')?.prototype instanceof ConnectionEmbed).to.equal(true);
    expect(told).to.deep.equal([]);
    class Other extends HTMLElement {}
    customElements.define('other-connect', Other);
    expect(() => defineConnectionEmbed('other-connect')).not.to.throw();
    expect(told.length).to.equal(1);
    expect(String(told[0])).to.contain('other-connect');
    expect(customElements.get('other-connect') === Other).to.equal(true);
  });

  it('goes with a page into the back-forward cache and comes back as it was, open as well', async () => {
    const trigger = aButton('connect-account');
    const page = await embed({ set: { display: 'dialog', htmlFor: 'connect-account' } });
    await eventually(() => trigger.getAttribute('aria-haspopup'));
    trigger.click();
    await opened(page);
    await page.at('picking');
    for (const type of ['pagehide', 'pageshow'])
      window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    await page.settled();
    await opened(page);
    await page.press('Close');
    await closed(page);
  });
});

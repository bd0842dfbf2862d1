import { expect } from '@esm-bundle/chai';
import { cleanUp, embed, eventually, frameWindows, type Embed, type EmbedOptions } from './harness.js';
import { aButton, box, closed, frameOf, isOpen, opened, pressOutside, root } from './shape-harness.js';

afterEach(cleanUp);

async function aPopover(
  { set, ...options }: EmbedOptions = {},
  at = 'margin: 40px',
): Promise<[Embed, HTMLButtonElement]> {
  const trigger = aButton('connect-account', at);
  const page = await embed({ ...options, set: { display: 'popover', htmlFor: 'connect-account', ...set } });
  await eventually(() => trigger.getAttribute('aria-haspopup') === 'dialog', 'the trigger');
  return [page, trigger];
}

describe('a popover', () => {
  it('draws nothing and asks nobody for anything until it is opened first', async () => {
    const [page, trigger] = await aPopover();
    expect(page.element.flow.step).to.equal('closed');
    expect(page.source.calls).to.deep.equal([]);
    expect(root(page).childElementCount).to.equal(0);
    trigger.click();
    await opened(page);
    await page.at('picking');
    expect(page.source.calls.length).to.be.greaterThan(0);
  });

  it('is none where no shape is named: a display taken away, or one that nobody knows, stands in the page', async () => {
    for (const display of [undefined, 'sidebar']) {
      const page = await embed({ set: { display } as never });
      await page.at('picking');
      expect(page.has('combobox')).to.equal(true);
      page.remove();
    }
  });

  it('says at its trigger what it opens and whether it is open, and leaves the trigger as it was', async () => {
    const [page, trigger] = await aPopover({ set: { id: 'the-embed' } });
    const said = () => ['aria-haspopup', 'aria-expanded', 'aria-controls'].map((name) => trigger.getAttribute(name));
    expect(said()).to.deep.equal(['dialog', 'false', 'the-embed']);
    trigger.click();
    await opened(page);
    expect(said()[1]).to.equal('true');
    expect(page.element.matches(':state(open)')).to.equal(true);
    trigger.click();
    await closed(page);
    expect(said()[1]).to.equal('false');
    expect(page.element.matches(':state(open)')).to.equal(false);
    page.remove();
    expect(said()).to.deep.equal([null, null, null]);
    trigger.click();
    await page.settled();
    expect(isOpen(page)).to.equal(false);
  });

  it('gives the trigger back what it said of itself before', async () => {
    const own = { 'aria-haspopup': 'menu', 'aria-expanded': 'mixed', 'aria-controls': 'own' };
    const trigger = document.createElement('button');
    for (const [name, value] of Object.entries(own)) trigger.setAttribute(name, value);
    document.body.append(trigger);
    const page = await embed({ set: { id: 'the-embed', display: 'popover', trigger } });
    await eventually(() => trigger.getAttribute('aria-haspopup') === 'dialog', 'the trigger');
    page.remove();
    for (const [name, value] of Object.entries(own)) expect(trigger.getAttribute(name)).to.equal(value);
    trigger.remove();
  });

  it('finds a trigger that comes later, comes anew, or has another name', async () => {
    const page = await embed({ set: { display: 'popover', htmlFor: 'late' } });
    for (const name of ['late', 'late', 'other']) {
      page.element.htmlFor = name;
      const trigger = aButton(name);
      await eventually(() => trigger.getAttribute('aria-haspopup'), name);
      trigger.click();
      await opened(page);
      trigger.click();
      await closed(page);
      trigger.remove();
    }
    const given = aButton('');
    page.element.trigger = given;
    await eventually(() => given.getAttribute('aria-haspopup'));
    given.click();
    await opened(page);
  });

  it('finds its trigger in the shadow tree that both stand in', async () => {
    const around = document.createElement('div');
    document.body.append(around);
    const shadow = around.attachShadow({ mode: 'open' });
    shadow.innerHTML = '<button id="inner">Connect</button><div></div>';
    const page = await embed({
      into: shadow.querySelector('div') ?? around,
      set: { display: 'popover', htmlFor: 'inner' },
    });
    const trigger = shadow.querySelector('button');
    await eventually(() => trigger?.getAttribute('aria-haspopup'));
    trigger?.focus();
    trigger?.click();
    await opened(page);
    await page.key('Escape');
    await closed(page);
    expect(shadow.activeElement === trigger).to.equal(true);
    around.remove();
  });

  it('closes by a press outside, by Escape from within and without, and by its button, each of which the page may refuse', async () => {
    const [page, trigger] = await aPopover();
    let asked = 0;
    let refuse = true;
    page.element.addEventListener('embed-close', (event) => {
      asked++;
      if (refuse) event.preventDefault();
    });
    const escape = () =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    const ways: (() => unknown)[] = [pressOutside, escape, () => page.key('Escape'), () => page.press('Close')];
    for (const way of ways) {
      asked = 0;
      refuse = true;
      trigger.click();
      await opened(page);
      await page.at('picking');
      await way();
      await page.settled();
      expect([asked, isOpen(page)]).to.deep.equal([1, true]);
      refuse = false;
      await way();
      await closed(page);
      expect(asked).to.equal(2);
    }
  });

  it('closes by the page without asking it', async () => {
    const [page] = await aPopover();
    let asked = 0;
    page.element.addEventListener('embed-close', () => asked++);
    await page.element.open();
    await opened(page);
    page.element.close();
    await closed(page);
    expect(asked).to.equal(0);
  });

  it('is closed when somebody else hides it, whatever the page says, and opens again', async () => {
    const [page, trigger] = await aPopover();
    page.element.addEventListener('embed-close', (event) => event.preventDefault());
    for (let time = 0; time < 2; time++) {
      trigger.click();
      await opened(page);
      frameOf(page).hidePopover();
      await closed(page);
      expect(trigger.getAttribute('aria-expanded')).to.equal('false');
    }
  });

  it('stays open when somebody else hides it and shows it at once', async () => {
    const [page, trigger] = await aPopover();
    trigger.click();
    await opened(page);
    const heard = new Promise((resolve) => frameOf(page).addEventListener('toggle', resolve, { once: true }));
    frameOf(page).hidePopover();
    frameOf(page).showPopover();
    await heard;
    await page.settled();
    expect(isOpen(page)).to.equal(true);
  });

  it('throws nothing when the page moves it to another document, open', async () => {
    const inner = document.createElement('iframe');
    inner.className = 'of-the-page';
    document.body.append(inner);
    for (const elsewhere of [inner.contentDocument, document.implementation.createHTMLDocument()]) {
      if (!elsewhere) throw new Error('the frame has no document');
      const [page, trigger] = await aPopover();
      trigger.click();
      await opened(page);
      elsewhere.body.append(page.element);
      await page.settled();
      document.body.append(page.element);
      await page.settled();
      page.element.close();
      await closed(page);
      page.remove();
      trigger.remove();
    }
  });

  it('stays open for a press inside, and Escape is not heard by the page around it', async () => {
    const [page, trigger] = await aPopover();
    trigger.click();
    await opened(page);
    await page.at('picking');
    frameOf(page).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await page.settled();
    expect(isOpen(page)).to.equal(true);
    let heard = 0;
    const hear = () => heard++;
    document.addEventListener('keydown', hear);
    await page.key('Escape');
    document.removeEventListener('keydown', hear);
    await closed(page);
    expect(heard).to.equal(0);
  });

  it('takes the focus when it opens and gives it back when it closes', async () => {
    const [page, trigger] = await aPopover();
    trigger.focus();
    trigger.click();
    await opened(page);
    await page.at('picking');
    const fine = matchMedia('(pointer: fine)').matches;
    await eventually(() =>
      page.element.shadowRoot?.activeElement?.matches(fine ? '[part=search-input]' : '[data-focus]'),
    );
    await page.key('Escape');
    await closed(page);
    expect(document.activeElement === trigger).to.equal(true);
  });

  it('keeps a half-filled form, and a sign-in under way, while it is closed', async () => {
    let said: { status: 'connected' } | undefined;
    frameWindows();
    const [page, trigger] = await aPopover({ script: { attempt: () => said } });
    trigger.click();
    await page.choose('Harbor ATS');
    await page.fill('Domain', 'half-way');
    pressOutside();
    await closed(page);
    trigger.click();
    await opened(page);
    const field = page.find('textbox', 'Domain');
    expect(field instanceof HTMLInputElement && field.value).to.equal('half-way');
    await page.press('All integrations');
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    page.element.close();
    await closed(page);
    said = { status: 'connected' };
    await eventually(() => {
      window.dispatchEvent(new Event('focus'));
      return page.created.length === 1;
    });
    expect(isOpen(page)).to.equal(false);
    trigger.click();
    await opened(page);
    expect(page.has('heading', 'Northwind CRM is connected')).to.equal(true);
  });

  it('is at the list again after a connection, by Done and by any other way to close it', async () => {
    const [page, trigger] = await aPopover();
    let asked = 0;
    page.element.addEventListener('embed-close', () => asked++);
    const ways = [() => page.press('Done'), () => page.key('Escape'), () => page.element.close()];
    for (const [at, close] of ways.entries()) {
      trigger.click();
      await opened(page);
      await page.choose('Lumen Mail');
      if (at > 0) await page.press('Connect another account');
      await page.fill('API Key', 'a-good-key');
      await page.press('Connect');
      await page.at('connected');
      await close();
      await closed(page);
      expect(page.element.flow.step).to.equal('picking');
    }
    expect(asked).to.equal(2);
  });

  it('stands at its trigger, inside the window, on whichever side has room', async () => {
    const places = [
      'top: 30px; left: 30px',
      'top: 30px; right: 10px',
      'bottom: 20px; left: 30px',
      'bottom: 20px; right: 0',
    ];
    for (const at of places) {
      const [page, trigger] = await aPopover({}, `position: fixed; ${at}`);
      page.element.style.setProperty('--connection-embed-height', '360px');
      trigger.click();
      await opened(page);
      await page.at('picking');
      const below = at.startsWith('top');
      await eventually(() => {
        const frame = box(frameOf(page));
        const button = box(trigger);
        return below ? Math.abs(frame.top - button.bottom - 8) < 1 : Math.abs(frame.bottom - button.top + 8) < 1;
      }, at);
      const { left, right, top, bottom } = box(frameOf(page));
      expect(left >= 7 && right <= innerWidth - 7 && top >= 7 && bottom <= innerHeight - 7).to.equal(true, at);
      cleanUp();
      trigger.remove();
    }
  });

  it('follows its trigger when the page scrolls', async () => {
    const tall = document.createElement('div');
    tall.style.cssText = 'block-size: 3000px';
    document.body.append(tall);
    const [page, trigger] = await aPopover({}, 'position: absolute; top: 120px; left: 20px');
    page.element.style.setProperty('--connection-embed-height', '300px');
    trigger.click();
    await opened(page);
    const apart = () => Math.round(box(frameOf(page)).top - box(trigger).bottom);
    await eventually(() => apart() === 8);
    scrollTo(0, 60);
    await eventually(() => Math.round(box(trigger).top) === 60 && apart() === 8, 'following');
    scrollTo(0, 0);
    tall.remove();
  });

  it('follows its trigger when something comes above it, and within what scrolls', async () => {
    const scrolling = document.createElement('div');
    scrolling.style.cssText =
      'position: fixed; inset: 0 auto auto 0; inline-size: 400px; block-size: 300px; overflow: auto';
    scrolling.innerHTML = '<div></div><div style="block-size: 900px"></div>';
    document.body.append(scrolling);
    const [page, trigger] = await aPopover({}, 'margin: 0');
    page.element.style.setProperty('--connection-embed-height', '300px');
    const [above] = scrolling.children;
    above?.after(trigger);
    trigger.click();
    await opened(page);
    const apart = () => Math.round(box(frameOf(page)).top - box(trigger).bottom);
    await eventually(() => apart() === 8, 'at first');
    const before = box(trigger).top;
    above?.setAttribute('style', 'block-size: 60px');
    await eventually(() => Math.round(box(trigger).top - before) === 60 && apart() === 8, 'pushed down');
    scrolling.scrollTo(0, 40);
    await eventually(() => Math.round(box(trigger).top - before) === 20 && apart() === 8, 'scrolled');
    scrolling.remove();
  });

  it('stands at the end of the line where the page is read from right to left', async () => {
    document.documentElement.dir = 'rtl';
    const [page, trigger] = await aPopover({}, 'position: fixed; top: 20px; right: 120px');
    trigger.click();
    await opened(page);
    await eventually(
      () => Math.abs(box(frameOf(page)).right - Math.max(box(trigger).right, box(frameOf(page)).width + 8)) < 1,
    );
    document.documentElement.dir = '';
  });

  it('has no trigger and stands where the tag is', async () => {
    const page = await embed({ set: { display: 'popover' } });
    await page.element.open();
    await opened(page);
    await page.at('picking');
    expect(box(page.element).width).to.equal(0);
    page.element.close();
    await closed(page);
  });

  it('goes on with a sign-in that this page had left for, and shows how it ended', async () => {
    sessionStorage.setItem(
      `connection-embed ${location.origin}/oauth/start`,
      JSON.stringify([{ id: 'att_7', poll_secret: 'secret-of-att_7' }]),
    );
    const attempt = () => ({ integration_type: 'northwind-crm', status: 'connected' }) as const;
    const [page] = await aPopover({ script: { attempt } });
    await opened(page);
    await page.at('connected');
    expect(page.created.length).to.equal(1);
  });

  it('opens for connect(), and the connection arrives', async () => {
    const [page] = await aPopover();
    const connection = page.element.connect('lumen-mail');
    await opened(page);
    await page.at('filling-form');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    expect((await connection).integration_type).to.equal('lumen-mail');
  });

  it('stays open when it is moved within the page, and does not come back open when it was taken out', async () => {
    const [page, trigger] = await aPopover();
    trigger.click();
    await opened(page);
    await page.at('picking');
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(page.element);
    await opened(page);
    await page.at('picking');
    page.remove();
    await page.settled();
    elsewhere.append(page.element);
    await page.settled();
    expect(isOpen(page)).to.equal(false);
    elsewhere.remove();
  });
});

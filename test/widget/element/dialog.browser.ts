import { expect } from '@esm-bundle/chai';
import { cleanUp, embed, eventually, type Embed, type EmbedOptions } from './harness.js';
import { aButton, box, closed, frameOf, isOpen, opened, root } from './shape-harness.js';

afterEach(cleanUp);

async function aDialog({ set, ...options }: EmbedOptions = {}): Promise<[Embed, HTMLButtonElement]> {
  const trigger = aButton('connect-account');
  const page = await embed({ ...options, set: { display: 'dialog', htmlFor: 'connect-account', ...set } });
  await eventually(() => trigger.getAttribute('aria-haspopup') === 'dialog', 'the trigger');
  return [page, trigger];
}

function dialogOf(page: Embed): HTMLDialogElement {
  const dialog = root(page).querySelector('dialog');
  if (!dialog) throw new Error('no dialog was drawn');
  return dialog;
}

/** What Bootstrap, MUI and focus-trap do between them: bring the focus back, and lead Tab round in their own box. */
function focusTrap(): { box: HTMLElement; end(): void } {
  const trap = document.createElement('div');
  trap.className = 'of-the-page';
  trap.innerHTML = '<input aria-label="first"><input aria-label="last">';
  document.body.append(trap);
  const [first] = trap.querySelectorAll('input');
  const over = new AbortController();
  const options = { signal: over.signal, capture: true };
  document.addEventListener('focusin', ({ target }) => trap.contains(target as Node) || first?.focus(), options);
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Tab') return;
      event.preventDefault();
      first?.focus();
    },
    options,
  );
  first?.focus();
  return { box: trap, end: () => over.abort() };
}

describe('a dialog', () => {
  it('is modal, named, and holds the whole flow', async () => {
    const [page, trigger] = await aDialog();
    trigger.click();
    await opened(page);
    const dialog = dialogOf(page);
    expect(dialog.matches(':modal')).to.equal(true);
    expect(dialog.getAttribute('aria-label')).to.equal('Connect an account');
    await page.choose('Lumen Mail');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('connected');
    expect(page.created.length).to.equal(1);
    await page.press('Done');
    await closed(page);
    expect(dialog.open).to.equal(false);
    expect(page.element.flow.step).to.equal('picking');
  });

  it('keeps the focus though a focus trap of the page wants it, and Tab as well', async () => {
    const [page, trigger] = await aDialog();
    const trap = focusTrap();
    trigger.click();
    await opened(page);
    await page.at('picking');
    const within = () => page.element.shadowRoot?.activeElement;
    await eventually(() => within()?.matches('input,[data-focus]'), 'the focus');
    trap.box.querySelector('input')?.focus();
    expect(document.activeElement === page.element).to.equal(true);
    const tab = new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, composed: true, cancelable: true });
    expect(within()?.dispatchEvent(tab)).to.equal(true);
    await page.choose('Harbor ATS');
    await page.at('filling-form');
    await eventually(() => within()?.matches('input,[data-focus]'), 'the focus');
    await page.fill('Domain', 'acme');
    trap.end();
  });

  it('closes by Escape, by what a phone has for Back, by its backdrop and its button, each of which the page may refuse', async () => {
    const [page, trigger] = await aDialog();
    let asked = 0;
    let refuse = true;
    page.element.addEventListener('embed-close', (event) => {
      asked++;
      if (refuse) event.preventDefault();
    });
    const ways: (() => unknown)[] = [
      () => page.key('Escape'),
      () => dialogOf(page).dispatchEvent(new Event('cancel', { cancelable: true })),
      () => root(page).querySelector<HTMLElement>('[part=backdrop]')?.click(),
      () => page.press('Close'),
    ];
    for (const way of ways) {
      asked = 0;
      refuse = true;
      trigger.focus();
      trigger.click();
      await opened(page);
      await page.at('picking');
      await way();
      await page.settled();
      expect([asked, isOpen(page), dialogOf(page).open]).to.deep.equal([1, true, true]);
      refuse = false;
      await way();
      await closed(page);
      expect(document.activeElement === trigger).to.equal(true);
    }
  });

  it('is closed when the browser closes it, whatever the page says', async () => {
    const [page, trigger] = await aDialog();
    page.element.addEventListener('embed-close', (event) => event.preventDefault());
    trigger.click();
    await opened(page);
    dialogOf(page).close();
    await closed(page);
    expect(trigger.getAttribute('aria-expanded')).to.equal('false');
  });

  it('keeps the page behind it from scrolling, and lets it be as it was', async () => {
    const { style } = document.documentElement;
    style.overflow = 'scroll';
    const [page, trigger] = await aDialog();
    trigger.click();
    await opened(page);
    expect(style.overflow).to.equal('hidden');
    page.element.close();
    await closed(page);
    expect([style.overflow, style.scrollbarGutter]).to.deep.equal(['scroll', '']);
    trigger.click();
    await opened(page);
    page.remove();
    expect([style.overflow, style.scrollbarGutter]).to.deep.equal(['scroll', '']);
    style.overflow = '';
  });

  it('keeps the page from scrolling until the last of several is closed, whichever that is', async () => {
    const { style } = document.documentElement;
    const [first] = await aDialog();
    const second = await embed({ set: { display: 'dialog' } });
    for (const { element } of [first, second]) await element.open();
    await opened(second);
    first.element.close();
    await closed(first);
    expect(style.overflow).to.equal('hidden');
    second.element.close();
    await closed(second);
    expect([style.overflow, style.scrollbarGutter]).to.deep.equal(['', '']);
  });

  it('stays closed when it is closed before it could show', async () => {
    const [page] = await aDialog();
    const showing = page.element.open();
    page.element.close();
    await showing;
    await page.settled();
    expect(isOpen(page)).to.equal(false);
    await page.element.open();
    await opened(page);
  });

  it('does not hold a page that does not draw it', async () => {
    const hidden = document.createElement('div');
    hidden.className = 'of-the-page';
    hidden.hidden = true;
    document.body.append(hidden);
    const page = await embed({ into: hidden, set: { display: 'dialog' } });
    await page.element.open();
    await eventually(() => root(page).querySelector('dialog') && !page.element.matches(':state(open)'));
    expect(dialogOf(page).open).to.equal(false);
    expect(document.documentElement.style.overflow).to.equal('');
    hidden.hidden = false;
    await page.element.open();
    await opened(page);
    hidden.hidden = true;
    await eventually(() => !dialogOf(page).open, 'letting the page go');
    expect(page.element.matches(':state(open)')).to.equal(false);
  });

  it('stands in the middle, within the window, over all of the page', async () => {
    const [page, trigger] = await aDialog();
    trigger.click();
    await opened(page);
    await page.at('picking');
    const frame = box(frameOf(page));
    const narrow = innerWidth < 480;
    expect(Math.abs(frame.left + frame.right - innerWidth)).to.be.lessThan(2);
    expect(frame.top >= 0 && frame.bottom <= innerHeight + 1).to.equal(true);
    expect(frame.width).to.equal(narrow ? innerWidth : 416);
    const backdrop = root(page).querySelector('[part=backdrop]');
    expect(backdrop && box(backdrop).height).to.equal(innerHeight);
  });

  it('is open again where it was moved to', async () => {
    const [page, trigger] = await aDialog();
    trigger.click();
    await opened(page);
    await page.choose('Harbor ATS');
    const elsewhere = document.createElement('section');
    elsewhere.className = 'of-the-page';
    document.body.append(elsewhere);
    elsewhere.append(page.element);
    await opened(page);
    await page.at('picking');
    expect(dialogOf(page).matches(':modal')).to.equal(true);
  });

  it('is one at a time of two in a page, each for its own button', async () => {
    const [first] = await aDialog();
    const button = aButton('second');
    const second = await embed({ set: { display: 'popover', htmlFor: 'second' } });
    await eventually(() => button.getAttribute('aria-haspopup'));
    button.click();
    await opened(second);
    expect(first.element.matches(':state(open)')).to.equal(false);
    expect(first.source.calls).to.deep.equal([]);
  });
});

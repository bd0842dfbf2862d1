import { expect } from '@esm-bundle/chai';
import {
  cleanUp,
  connectionTo,
  embed,
  eventually,
  manyIntegrations,
  type Embed,
  type EmbedOptions,
} from './harness.js';

afterEach(cleanUp);

describe('the search and its list', () => {
  it('are a combobox and a listbox of grouped options', async () => {
    const page = await ready();
    const search = page.find('combobox', 'Search integrations');
    expect(search.getAttribute('aria-autocomplete')).to.equal('list');
    expect(search.getAttribute('aria-expanded')).to.equal('true');
    const list = page.find('listbox', 'All integrations');
    expect(list.id).to.equal(search.getAttribute('aria-controls'));
    expect(list.tabIndex).to.equal(-1);
    const options = page.all('option');
    expect(options.map((one) => [one.ariaPosInSet, one.ariaSetSize])).to.deep.equal(
      options.map((_, at) => [`${at + 1}`, '11']),
    );
    expect(options.every((one) => one.closest('[role=group]')?.ariaLabel)).to.equal(true);
    expect(active(page)).to.equal(undefined);
  });

  it('keep the focus in the search while the keys move through the rows', async () => {
    const page = await ready();
    const pressed = async (key: string) => {
      await page.key(key);
      expect(page.element.shadowRoot?.activeElement).to.equal(page.find('combobox'));
      return active(page);
    };
    expect(await pressed('ArrowUp')).to.equal(undefined);
    expect(await pressed('ArrowDown')).to.equal('Northwind CRM');
    expect(await pressed('ArrowDown')).to.equal('Harbor ATS');
    expect(await pressed('ArrowUp')).to.equal('Northwind CRM');
    expect(await pressed('ArrowUp')).to.equal(undefined);
    expect(await pressed('End')).to.equal('Fjord Payments');
    expect(await pressed('ArrowDown')).to.equal('Fjord Payments');
    expect(await pressed('Home')).to.equal('Northwind CRM');
    const paged = await pressed('PageDown');
    expect(paged).not.to.equal('Northwind CRM');
    expect(paged).not.to.equal('Harbor ATS');
    expect(await pressed('PageUp')).to.equal('Northwind CRM');
  });

  it('bring the active row into view', async () => {
    const page = await ready();
    await page.key('End');
    const list = page.find('listbox').getBoundingClientRect();
    const row = selected(page)?.getBoundingClientRect();
    expect(row?.bottom).to.be.at.most(list.bottom + 1);
    expect(row?.top).to.be.at.least(list.top);
    await page.key('Home');
    expect(page.find('listbox').scrollTop).to.equal(0);
  });

  it('leave Home and End to the caret where something is typed, unless Ctrl is held', async () => {
    const page = await ready();
    await page.search('i');
    const first = active(page);
    await page.key('End');
    expect(active(page)).to.equal(first);
    await press(page, { key: 'End', ctrlKey: true });
    expect(active(page)).not.to.equal(first);
  });

  it('have the best row active while one searches, and choose it by Enter', async () => {
    const page = await ready();
    await page.search('harbor');
    expect(active(page)).to.equal('Harbor ATS');
    await page.key('Enter');
    await page.at('filling-form');
    expect(page.has('heading', 'Connect Harbor ATS')).to.equal(true);
  });

  it('choose the best row by Enter also before the keys have arrived', async () => {
    const page = await embed();
    await page.search('harbor');
    await page.key('Enter');
    await page.at('filling-form');
    expect(page.has('heading', 'Connect Harbor ATS')).to.equal(true);
  });

  it('do nothing by Enter where no row is active, or one that is not available', async () => {
    const page = await ready();
    await page.key('Enter');
    await page.key('End');
    expect(active(page)).to.equal('Fjord Payments');
    expect(selected(page)?.ariaDisabled).to.equal('true');
    await page.key('Enter');
    expect(page.element.flow.step).to.equal('picking');
    expect(page.selected.length).to.equal(0);
  });

  it('forgive a typing error, and mark what was meant', async () => {
    const page = await ready();
    await page.search('qill');
    expect(page.all('option').map(nameOf)).to.deep.equal(['Quill Books Online', 'Quill Books Desktop']);
    expect(page.element.renderRoot.querySelector('mark')?.textContent).to.equal('Quill');
  });

  it('empty the search by Escape, which only then reaches the page', async () => {
    const page = await ready();
    let heard = 0;
    const listen = () => heard++;
    document.addEventListener('keydown', listen);
    await page.search('quil');
    await page.key('Escape');
    expect(page.all('option').length).to.equal(11);
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('combobox'));
    expect(heard).to.equal(0);
    await page.key('Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).to.equal(1);
  });

  it('have the row active that the user comes back from', async () => {
    const page = await ready();
    await page.choose('Paper Crane');
    await page.press(/Cancel|All integrations/);
    await page.at('picking');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('combobox'));
    expect(active(page)).to.equal('Paper Crane');
    await page.search('quil');
    expect(active(page)).to.equal('Quill Books Online');
  });

  it('are one list that takes the focus where there is no search, with typing ahead', async () => {
    const page = await ready({ set: { withoutSearch: true } });
    const list = page.find('listbox');
    expect(list.tabIndex).to.equal(0);
    list.focus();
    await page.key('Home');
    expect(active(page)).to.equal('Northwind CRM');
    expect(list.getAttribute('aria-activedescendant')).to.equal(selected(page)?.id);
    await page.key('q');
    expect(active(page)).to.equal('Quill Books Online');
    for (const letter of 'uill books d') await page.key(letter);
    expect(active(page)).to.equal('Quill Books Desktop');
    await page.key('Home');
    await page.key('ArrowDown');
    await page.key('Enter');
    await page.at('filling-form');
    await page.press('All integrations');
    await page.at('picking');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('listbox'));
    expect(active(page)).to.equal('Harbor ATS');
  });
});

describe('what comes first', () => {
  it('is what is connected, with whom and how it is; each integration stands once', async () => {
    const account = (id: string, type: string, overrides = {}) => ({ ...connectionTo(type), id, ...overrides });
    const page = await ready({
      script: {
        connections: () => [
          account('1', 'paper-crane'),
          account('2', 'northwind-crm', { label: 'Sales', is_paused: true }),
          account('3', 'ostrich'),
          account('4', 'ostrich', { last_unhealthy_code: 'needs_reauth' }),
          account('5', 'no-longer-offered'),
        ],
      },
    });
    expect(page.all('option').slice(0, 4).map(textOf)).to.deep.equal([
      'Northwind CRM Sales Paused',
      'Paper Crane ada@northwind.example Healthy',
      'Ostrich Tasks 2 accounts Access ended (1)',
      'Harbor ATS Recruiting · API key and domain',
    ]);
    expect(page.all('group').map((one) => one.ariaLabel)).to.include.members(['Connected', 'Popular']);
    expect(page.all('option').length).to.equal(11);
    await page.search('crane');
    expect(page.all('option').map(textOf)).to.deep.equal(['Paper Crane ada@northwind.example Healthy']);
  });

  it('is what this browser used last, where there are many; and nothing but that is stored', async () => {
    const options = { script: { integrations: () => manyIntegrations(13, (at) => ({ is_active: at !== 9 })) } };
    localStorage.setItem('connection-embed recent', '["t9","t7","t404","t2","t3","t4"]');
    const page = await ready(options);
    expect(page.all('option').map(nameOf).slice(0, 4)).to.deep.equal(['Number 7', 'Number 2', 'Number 3', 'Number 0']);
    expect(page.all('option').length).to.equal(13);
    await page.choose('Number 11');
    expect(localStorage.getItem('connection-embed recent')).to.equal('["t11","t9","t7","t404","t2"]');
    expect(Object.keys(localStorage)).to.deep.equal(['connection-embed recent']);
    await page.press(/Cancel|All integrations/);
    await page.at('picking');
    expect(page.all('option').map(nameOf)[0]).to.equal('Number 7');
    page.remove();
    const next = await ready(options);
    expect(next.all('option').map(nameOf)[0]).to.equal('Number 11');
  });

  it('is nothing special where the stored list is not ours, or one sees all at once', async () => {
    for (const stored of ['{', '{"a":1}', '[1,null]', '["a","b","c","d","e","t7"]']) {
      localStorage.setItem('connection-embed recent', stored);
      const page = await ready({ script: { integrations: () => manyIntegrations(13) } });
      expect(page.all('option').map(nameOf)[0]).to.equal('Number 0');
      page.remove();
    }
    localStorage.setItem('connection-embed recent', '["t7"]');
    const few = await ready({ script: { integrations: () => manyIntegrations(12) } });
    expect(few.all('option').map(nameOf)[0]).to.equal('Number 0');
  });

  it('is not written down when the page objects to the choice', async () => {
    const page = await ready();
    page.element.addEventListener('integration-select', (event) => event.preventDefault());
    await page.choose('Harbor ATS');
    expect(localStorage.length).to.equal(0);
  });
});

describe('ten thousand integrations', () => {
  const many = () =>
    ready({ script: { integrations: () => manyIntegrations(10_000, (at) => ({ featured: at < 3 })) } });

  it('are drawn as far as they are near the view, with the room of the others kept', async () => {
    const page = await many();
    expect(nodesIn(page)).to.be.below(1500);
    const list = page.find('listbox');
    const row = page.all('option')[0]?.getBoundingClientRect().height ?? 0;
    expect(list.scrollHeight).to.be.within(10_000 * row, 10_000 * row + 200);
    expect(page.all('option')[5]?.ariaSetSize).to.equal('10000');
  });

  it('follow the scroll, and rows in sight stay the elements they are', async () => {
    const page = await many();
    const list = page.find('listbox');
    await scrolled(page, 250_000);
    const before = inSight(page);
    expect(before.length).to.be.above(4);
    await scrolled(page, list.scrollTop + 150);
    const now = inSight(page).filter((one) => before.some(({ name }) => name === one.name));
    expect(now.length).to.be.above(0);
    for (const { row, name, top } of now) {
      const was = before.find((one) => one.name === name);
      expect(was?.row).to.equal(row);
      expect((was?.top ?? 0) - top).to.be.closeTo(150, 1);
    }
    await scrolled(page, list.scrollHeight);
    await eventually(() => page.all('option').map(nameOf).at(-1) === 'Number 9999', 'the last row');
    await scrolled(page, 0);
    expect(page.all('group').map((one) => one.ariaLabel)).to.include.members(['Popular', 'More integrations']);
    expect(page.all('option').map(nameOf)[0]).to.equal('Number 0');
  });

  it('are walked by keys from end to end', async () => {
    const page = await many();
    await page.search('');
    await page.key('End');
    expect(active(page)).to.equal('Number 9999');
    expect(page.find('combobox').getAttribute('aria-activedescendant')).to.equal('option-9999');
    expect(inSight(page).some(({ row }) => row === selected(page))).to.equal(true);
    await page.key('ArrowUp');
    expect(active(page)).to.equal('Number 9998');
    await page.key('Home');
    expect(active(page)).to.equal('Number 0');
    for (let presses = 0; presses < 20; presses++) await page.key('PageDown');
    expect(inSight(page).some(({ row }) => row === selected(page))).to.equal(true);
  });

  it('show an active row that was scrolled out of sight before Enter chooses it', async () => {
    const page = await many();
    await page.search('');
    await page.key('ArrowDown');
    await scrolled(page, 250_000);
    expect(page.find('combobox').hasAttribute('aria-activedescendant')).to.equal(false);
    await page.key('Enter');
    expect(page.element.flow.step).to.equal('picking');
    expect(active(page)).to.equal('Number 0');
    await page.key('Enter');
    expect(page.element.flow.step).not.to.equal('picking');
  });

  it('begin at the top again when the search changes, and where the user came from after a step', async () => {
    const page = await many();
    await scrolled(page, 250_000);
    await page.search('number 1');
    expect(page.find('listbox').scrollTop).to.equal(0);
    expect(active(page)).to.equal('Number 1');
    await page.search('');
    await scrolled(page, 250_000);
    const [, chosen] = inSight(page);
    chosen?.row.click();
    await page.press(/Cancel|All integrations/);
    await page.at('picking');
    expect(active(page)).to.equal(chosen?.name);
    expect(inSight(page).some(({ row }) => row === selected(page))).to.equal(true);
  });

  it('have rows of any height: none is cut, and none moves while one scrolls on', async () => {
    const name = (at: number) => (at % 3 ? {} : { name: `Number ${at} with a name that takes more than a line of it` });
    const page = await ready({ script: { integrations: () => manyIntegrations(2000, name) } });
    page.element.style.setProperty('--connection-embed-width', '280px');
    const list = page.find('listbox');
    await eventually(() => page.all('option').some((row) => row.offsetHeight > 70));
    let top = 0;
    for (let step = 0; step < 6; step++) {
      const before = inSight(page);
      const moved = list.scrollTop;
      await scrolled(page, (top += 263));
      for (const now of inSight(page)) {
        const was = before.find((one) => one.name === now.name);
        if (was) expect(was.top - now.top).to.be.closeTo(list.scrollTop - moved, 1);
      }
    }
    for (const row of page.all('option')) expect(row.scrollHeight).to.be.at.most(row.offsetHeight);
  });
});

/** A tag whose keys are there, and in which nothing moves by itself any more. */
async function ready(options: EmbedOptions = {}): Promise<Embed> {
  const page = await embed(options);
  await eventually(() => page.text().includes('Acme will read'), 'the rest of the widget');
  for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.finish();
  // The first look at the room there is comes with a frame.
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  if (page.has('combobox')) page.find('combobox').focus();
  await page.settled();
  return page;
}

function selected(page: Embed): HTMLElement | undefined {
  return page.all('option').find((one) => one.ariaSelected === 'true');
}

/** The name of the row that a screen reader is told of. */
function active(page: Embed): string | undefined {
  const row = selected(page);
  const holder = page.has('combobox') ? page.find('combobox') : page.find('listbox');
  expect(holder.getAttribute('aria-activedescendant')).to.equal(row ? row.id : null);
  return row && nameOf(row);
}

function nameOf(row: HTMLElement): string | undefined {
  return row.querySelector('[part=item-name]')?.textContent?.trim();
}

function textOf(row: HTMLElement): string {
  const parts = ['item-name', 'item-hint', 'health'].map((part) => row.querySelector(`[part=${part}]`)?.textContent);
  return parts.filter(Boolean).join(' ');
}

function inSight(page: Embed): { row: HTMLElement; name: string | undefined; top: number }[] {
  const list = page.find('listbox').getBoundingClientRect();
  return page.all('option').flatMap((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= list.top - 1 && bottom <= list.bottom + 1 ? [{ row, name: nameOf(row), top }] : [];
  });
}

/** Scrolls the list as a user does, who has seen the frame before, and waits until its rows are there. */
async function scrolled(page: Embed, top: number): Promise<void> {
  const list = page.find('listbox');
  await new Promise(requestAnimationFrame);
  const end = Math.min(top, list.scrollHeight - list.clientHeight);
  const told = new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
  if (Math.abs(list.scrollTop - end) < 1) return;
  list.scrollTop = top;
  await told;
  await eventually(() => inSight(page).length > 0, 'the rows');
  await page.settled();
}

async function press(page: Embed, init: KeyboardEventInit): Promise<void> {
  page.element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
  await page.settled();
}

function nodesIn(page: Embed): number {
  const walker = document.createTreeWalker(page.element.renderRoot, NodeFilter.SHOW_ALL);
  let nodes = 1;
  while (walker.nextNode()) nodes++;
  return nodes;
}

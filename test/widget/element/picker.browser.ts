import { expect } from '@esm-bundle/chai';
import { ConnectionError } from '../../../src/contract/index.js';
import { anIntegration, cleanUp, embed, eventually, manyIntegrations, offline, type Embed } from './harness.js';

afterEach(cleanUp);

function groups(page: Embed): (string | null)[] {
  return page.all('group').flatMap((one) => (one.closest('[role=listbox]') ? one.ariaLabel : []));
}

/** How far below the tag's upper edge its first `part` begins and ends. */
function placeOf({ element }: Embed, part: string): string {
  const { top } = element.getBoundingClientRect();
  const place = element.renderRoot.querySelector(`[part=${part}]`)?.getBoundingClientRect();
  return place ? `${place.top - top} to ${place.bottom - top}` : 'none';
}

describe('the picker', () => {
  it('shows what can be connected: popular first, what is not available yet last', async () => {
    const page = await embed();
    await page.at('picking');
    const names = page.all('option').map((row) => row.textContent?.replace(/\s+/g, ' ').trim());
    expect(names[0]).to.match(/^N ?Northwind CRM CRM · Sign in/);
    expect(names.at(-1)).to.match(/Not available yet$/);
    expect(groups(page)).to.deep.equal(['Popular', 'More integrations', 'Not available yet']);
  });

  it('stands where its shape stood while it was on its way', async () => {
    for (const set of [{}, { withoutSearch: true }, { withoutCategories: true }]) {
      const loading = await embed({ set, script: { integrations: () => undefined } });
      const page = await embed({ set });
      await page.at('picking');
      for (const part of ['title', 'description', 'search', 'categories', 'group-title', 'item', 'icon', 'item-text'])
        expect(placeOf(loading, part)).to.equal(placeOf(page, part), part);
    }
  });

  it('says in one line what the page will be able to do', async () => {
    const page = await embed();
    await eventually(() => page.text().includes('Acme will read your contacts and deals.'));
    const narrowed = await embed({ set: { permissions: ['crm_contact_read'] } });
    await eventually(() => narrowed.text().includes('Acme will read your contacts.'));
  });

  it('says of each row what comes next', async () => {
    const page = await embed();
    await page.at('picking');
    expect(page.has('option', /^Northwind CRM CRM · Sign in$/)).to.equal(true);
    expect(page.has('option', /^Harbor ATS Recruiting · API key and domain$/)).to.equal(true);
  });

  it('finds by name, marks the match, and announces how many there are', async () => {
    const page = await embed();
    await page.search('quil');
    await eventually(() => page.element.renderRoot.querySelector('mark')?.textContent === 'Quil', 'the mark');
    expect(page.all('option').length).to.equal(2);
    expect(page.find('status').textContent).to.equal('2 integrations');
    await page.press('Clear search');
    expect(page.all('option').length).to.equal(11);
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('combobox'));
  });

  it('says so when nothing matches, and shows all again', async () => {
    const page = await embed();
    await page.search('zephyr');
    await eventually(() => page.has('heading', 'Nothing matches “zephyr”'));
    expect(page.find('status').textContent).to.equal('No integrations found');
    expect(page.text()).to.not.contain('Not what you need?');
    await page.press('Show all integrations');
    expect(page.all('option').length).to.equal(11);
  });

  it('narrows to a category, and to all again by the same chip', async () => {
    const page = await embed();
    await page.press('Accounting');
    expect(page.all('option').length).to.equal(2);
    expect(page.find('button', 'Accounting').getAttribute('aria-pressed')).to.equal('true');
    await page.press('Accounting');
    expect(page.all('option').length).to.equal(11);
  });

  it('keeps its chips while one searches, with how many matches each holds, and the one that is chosen', async () => {
    const page = await embed();
    await page.press('Accounting');
    await page.search('quil');
    const chips = () =>
      page.all('button').flatMap((one) => (one.part.contains('category') ? one.textContent?.trim() : []));
    expect(chips()).to.deep.equal(['All 2', 'Accounting 2']);
    await page.search('zephyr');
    expect(chips()).to.deep.equal(['All 0', 'Accounting 0']);
    expect(page.find('button', 'Accounting 0').ariaPressed).to.equal('true');
    await page.press('Accounting 0');
    // There is nothing to narrow.
    await eventually(() => getComputedStyle(page.find('toolbar')).visibility === 'hidden');
  });

  it('has no chips where all there is belongs to one category', async () => {
    const page = await embed({ script: { integrations: () => [anIntegration(), anIntegration({ type: 'b' })] } });
    await page.at('picking');
    expect(page.has('toolbar')).to.equal(false);
  });

  it('draws the forty most frequent of very many categories, and the one that is chosen', async () => {
    const categories = (at: number): string[] => (at % 2 ? ['crm', `c${at}`] : [`c${at}`]);
    const all = manyIntegrations(1_000, (at) => ({ categories: categories(at) }));
    const page = await embed({ script: { integrations: () => all } });
    await page.at('picking');
    const chips = page.find('toolbar', 'Categories').querySelectorAll('button');
    expect([chips.length, chips[1]?.textContent?.trim()]).to.deep.equal([41, 'CRM']);
    await page.press('CRM');
    await page.search('Number 998');
    expect(page.find('button', 'CRM 0').ariaPressed).to.equal('true');
  });

  it('leaves out search and chips where the page does not want them', async () => {
    const page = await embed({ set: { withoutSearch: true, withoutCategories: true } });
    await page.at('picking');
    expect(page.has('combobox')).to.equal(false);
    expect(page.has('toolbar', 'Categories')).to.equal(false);
  });

  it('has one chip in the tab order, and walks along them by arrow keys, Home and End', async () => {
    const page = await embed();
    await eventually(() => page.text().includes('Acme will read'));
    const chips = [...page.find('toolbar', 'Categories').querySelectorAll('button')];
    const inOrder = () => chips.filter((chip) => chip.tabIndex === 0).map((chip) => chip.textContent?.trim());
    expect(inOrder()).to.deep.equal(['All']);
    chips[0]?.focus();
    await page.key('ArrowRight');
    expect(page.element.shadowRoot?.activeElement).to.equal(chips[1]);
    expect(inOrder()).to.deep.equal([chips[1]?.textContent?.trim()]);
    await page.key('End');
    expect(page.element.shadowRoot?.activeElement).to.equal(chips.at(-1));
    await page.key('ArrowRight');
    expect(page.element.shadowRoot?.activeElement).to.equal(chips.at(-1));
    await page.key('Home');
    await page.key('ArrowLeft');
    expect(page.element.shadowRoot?.activeElement).to.equal(chips[0]);
    page.find('toolbar', 'Categories').dir = 'rtl';
    await page.key('ArrowLeft');
    expect(page.element.shadowRoot?.activeElement).to.equal(chips[1]);
  });

  it('does nothing for an integration that is not available yet', async () => {
    const page = await embed();
    await page.choose('Kestrel Calendar');
    expect(page.element.flow.step).to.equal('picking');
    expect(page.selected.length).to.equal(0);
    expect(page.find('option', /^Kestrel/).getAttribute('aria-disabled')).to.equal('true');
  });

  it('lets the page object to a choice before anything happens', async () => {
    const page = await embed();
    page.element.addEventListener('integration-select', (event) => event.preventDefault());
    await page.choose('Harbor ATS');
    expect(page.element.flow.step).to.equal('picking');
    expect(page.selected.length).to.equal(1);
  });

  it('tells the page once that it is ready', async () => {
    let ready = 0;
    const count = () => ready++;
    document.addEventListener('embed-ready', count);
    const page = await embed();
    await eventually(() => ready === 1);
    await page.choose('Harbor ATS');
    await page.press('All integrations');
    await page.at('picking');
    document.removeEventListener('embed-ready', count);
    expect(ready).to.equal(1);
  });

  it('never shows a failed list as an empty one', async () => {
    let answer: ConnectionError | [] = new ConnectionError('internal_error', { request_id: 'req_1' });
    const page = await embed({ script: { integrations: () => answer } });
    await page.at('problem');
    expect(page.text()).not.to.contain('Nothing to connect');
    expect(page.text()).to.contain('internal_error · req_1');
    expect(page.failed.map((event) => event.detail)).to.deep.equal([
      { code: 'internal_error', integration_type: undefined, request_id: 'req_1', recoverable: true },
    ]);
    answer = [];
    await page.press('Try again');
    await page.at('picking');
    await eventually(() => page.text().includes('Nothing to connect yet'));
  });

  it('comes back by itself when the connection does', async () => {
    let answer: ConnectionError | undefined = new ConnectionError('network_failed');
    const online = offline();
    const page = await embed({ script: { integrations: () => answer ?? [] } });
    await page.at('problem');
    expect(page.has('heading', 'You are offline')).to.equal(true);
    answer = undefined;
    online();
    await page.at('picking');
    expect(page.source.calls.filter((call) => call.method === 'integrations').length).to.equal(2);
  });

  it('does not call it offline when only the server is away, and leaves the next try to the user', async () => {
    const page = await embed({ script: { integrations: () => new ConnectionError('network_failed') } });
    await page.at('problem');
    expect(page.has('heading', 'Acme cannot be reached')).to.equal(true);
    window.dispatchEvent(new Event('online'));
    await page.settled();
    expect(page.element.flow.step).to.equal('problem');
    expect(page.source.calls.filter((call) => call.method === 'integrations').length).to.equal(1);
  });

  it('lets the page put a way to ask for an integration where a search finds few or none', async () => {
    const page = await embed();
    const ask = document.createElement('a');
    ask.slot = 'request';
    ask.textContent = 'Tell us what is missing';
    page.element.append(ask);
    await eventually(() => page.text().includes('Acme will read'));
    expect(ask.assignedSlot).to.equal(null);
    for (const query of ['quil', 'zephyr']) {
      await page.search(query);
      expect(ask.assignedSlot?.name, query).to.equal('request');
      expect(ask.getClientRects().length, query).to.equal(1);
    }
    await page.search('a');
    expect(ask.assignedSlot).to.equal(null);
  });

  it('shows the shape of what is coming, and says so when it takes long', async () => {
    const page = await embed({ script: { integrations: () => undefined } });
    expect(page.find('status').textContent).to.equal('Loading integrations');
    const slow = page.element.renderRoot.querySelector('[part=slow]');
    const appears = slow?.getAnimations()[0];
    expect(appears?.effect?.getTiming().delay).to.equal(8000);
    expect(getComputedStyle(slow as Element).visibility).to.equal('hidden');
    if (appears) appears.currentTime = 8001;
    await eventually(() => page.find('status').textContent === 'This is taking longer than usual.');
    expect(getComputedStyle(slow as Element).visibility).to.equal('visible');
  });

  it('is whole again after a connection, and as it was left after going back', async () => {
    const page = await embed();
    await page.press('Recruiting');
    await page.search('harbor');
    await page.choose('Harbor ATS');
    await page.press('All integrations');
    await page.at('picking');
    expect(page.all('option').length).to.equal(1);
    for (const [way, name, key] of [
      ['Connect another', 'Harbor ATS', 'API key'],
      ['Done', 'Lumen Mail', 'API Key'],
    ] as const) {
      await page.choose(name);
      await page.fill(key, 'a-good-long-key');
      if (page.has('textbox', 'Domain')) await page.fill('Domain', 'acme');
      await page.press('Connect');
      await page.at('connected');
      await page.press(way);
      await page.at('picking');
      expect(page.all('option').length, way).to.equal(11);
      await page.search('lumen');
    }
  });

  it('asks again when what it asks for changes, and forgets the answer to the older question', async () => {
    const page = await embed();
    await page.at('picking');
    page.element.categories = ['crm'];
    await page.settled();
    await page.at('picking');
    expect(
      page.source.calls.filter((call) => call.method === 'integrations').map((call) => call.args[0]),
    ).to.deep.equal([
      { categories: undefined, types: undefined },
      { categories: ['crm'], types: undefined },
    ]);
  });

  it('W12: draws a logo only by https or as a bitmap, without referrer, and a monogram otherwise', async () => {
    const pixel =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const logos = [
      'javascript:alert(1)',
      'data:text/html,<script>1</script>',
      'data:image/svg+xml,<svg/>',
      '//x.example/logo.png',
      'blob:https://x.example/1',
      'http://x.example/logo.png',
      'https://user:secret@x.example/logo.png',
      'https://user@x.example/logo.png',
      'https://',
      pixel,
    ];
    const page = await embed({
      script: {
        integrations: () => logos.map((logo_url, at) => anIntegration({ type: `t${at}`, name: `N${at}`, logo_url })),
      },
    });
    await page.at('picking');
    const drawn = [...page.element.renderRoot.querySelectorAll('img')];
    expect(drawn.map((img) => img.getAttribute('src'))).to.deep.equal([pixel]);
    expect(drawn[0]?.referrerPolicy).to.equal('no-referrer');
    expect(drawn[0]?.alt).to.equal('');
  });

  it('keeps a monogram readable on any colour', async () => {
    const page = await embed({
      script: {
        integrations: () => [
          anIntegration({ type: 'a', color: '#facc15' }),
          anIntegration({ type: 'b', color: '#123' }),
          anIntegration({ type: 'c', color: 'red;background:url(https://x.example)' }),
        ],
      },
    });
    await page.at('picking');
    const icons = [...page.element.renderRoot.querySelectorAll<HTMLElement>('[part=icon]')];
    expect(icons.map((icon) => icon.style.getPropertyValue('--_on-tint'))).to.deep.equal(['#000', '#fff', '#fff']);
    expect(icons[2]?.style.cssText).not.to.contain('url');
  });
});

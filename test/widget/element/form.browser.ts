import { expect } from '@esm-bundle/chai';
import { ConnectionError, type Connection, type CreateConnection } from '../../../src/contract/index.js';
import { anIntegration, cleanUp, connectionTo, embed, eventually, offline } from './harness.js';

afterEach(cleanUp);

const canary = 'canary-8f2b6c-secret';

/** A server that keeps its answer to the form until the test gives it. */
function answers(...given: (Connection | ConnectionError | undefined)[]) {
  const inputs: CreateConnection[] = [];
  const createConnection = (input: CreateConnection) => {
    inputs.push(input);
    return given[Math.min(inputs.length, given.length) - 1];
  };
  return { inputs, script: { createConnection } };
}

async function harbor(script: Parameters<typeof embed>[0] = {}) {
  const page = await embed(script);
  await page.choose('Harbor ATS');
  await page.at('filling-form');
  return page;
}

describe('the form', () => {
  it('sends what was filled in, in the order of the names, and shows who is connected', async () => {
    const server = answers(connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await page.at('connected');
    expect(server.inputs).to.deep.equal([
      { integration_type: 'harbor-ats', auth: { other_auth_info: [canary, 'acme'] } },
    ]);
    expect(page.created.length).to.equal(1);
    expect(page.created[0]?.detail.connection.integration_type).to.equal('harbor-ats');
  });

  it('sends one value alone as the token', async () => {
    const server = answers(connectionTo('lumen-mail'));
    const page = await embed({ script: server.script, set: { permissions: ['messaging_message_read'] } });
    await page.choose('Lumen Mail');
    await page.fill('API Key', canary);
    await page.press('Connect');
    await page.at('connected');
    expect(server.inputs).to.deep.equal([
      { integration_type: 'lumen-mail', permissions: ['messaging_message_read'], auth: { token: canary } },
    ]);
  });

  it('focuses its first field after the choice, and the row again after going back', async () => {
    const page = await harbor();
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('textbox', 'API key'));
    await page.press('All integrations');
    await page.at('picking');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('combobox'));
  });

  it('does not send what cannot be right: says what is wrong at its field and puts the focus there', async () => {
    const server = answers(connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', 'long-enough-key');
    await page.press('Connect');
    const domain = page.find('textbox', 'Domain');
    expect(domain.getAttribute('aria-invalid')).to.equal('true');
    const described = (domain.getAttribute('aria-describedby') ?? '').split(' ');
    const words = described.map((id) => page.element.shadowRoot?.getElementById(id)?.textContent?.trim());
    expect(words[0]).to.equal('Enter the domain.');
    expect(page.element.shadowRoot?.activeElement).to.equal(domain);
    expect(server.inputs).to.deep.equal([]);
    await page.fill('Domain', 'acme');
    expect(domain.getAttribute('aria-invalid')).to.equal('false');
  });

  it('judges a field when it is left, not while it is typed in and not when it was only passed', async () => {
    const page = await harbor();
    const key = page.find('textbox', 'API key');
    key.focus();
    key.blur();
    await page.settled();
    expect(key.getAttribute('aria-invalid')).to.equal('false');
    await page.fill('API key', 'short');
    expect(key.getAttribute('aria-invalid')).to.equal('true');
    expect(page.text()).to.contain('The API key is too short. Enter at least 8 characters.');
  });

  it('takes stray space off a pasted value, and says so', async () => {
    const server = answers(connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', `  ${canary}\n`);
    expect(page.text()).to.contain('We removed spaces around it.');
    await page.fill('Domain', 'https://acme.harbor.example');
    await page.press('Connect');
    await page.at('connected');
    expect(server.inputs[0]?.auth).to.deep.equal({ other_auth_info: [canary, 'acme'] });
  });

  it('keeps what was typed when the server refuses it, and says so at the field', async () => {
    const refusal = new ConnectionError('credentials_rejected', {
      request_id: 'req_1',
      errors: [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }],
    });
    const server = answers(refusal, connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('did not accept this API key'));
    const key = page.find('textbox', 'API key');
    expect(key instanceof HTMLInputElement && key.value).to.equal(canary);
    expect(page.element.shadowRoot?.activeElement).to.equal(key);
    expect(page.failed.map((event) => event.detail)).to.deep.equal([
      { code: 'credentials_rejected', integration_type: 'harbor-ats', request_id: 'req_1', recoverable: true },
    ]);
    await page.fill('API key', `${canary}-2`);
    await page.press('Connect');
    await page.at('connected');
    const keys = page.source.calls.filter((call) => call.method === 'createConnection').map((call) => call.args[1]);
    expect(new Set(keys).size).to.equal(2);
  });

  it('keeps a refusal at its field until the value is another, without a banner before or after', async () => {
    const errors = [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }];
    const server = answers(new ConnectionError('credentials_rejected', { errors }), connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('did not accept this API key'));
    const key = page.find('textbox', 'API key');
    key.blur();
    await page.press('Show');
    expect(key.getAttribute('type')).to.equal('text');
    expect(key.getAttribute('aria-invalid')).to.equal('true');
    expect(page.text()).to.contain('did not accept this API key');
    expect(page.text()).not.to.contain('Check that it was copied whole');
    await page.fill('API key', `${canary}-2`);
    expect(key.getAttribute('aria-invalid')).to.equal('false');
    expect(page.text()).not.to.contain('did not accept this API key');
    expect(page.text()).not.to.contain('Check that it was copied whole');
  });

  it('asks the server again about the same value, which may be good by now', async () => {
    const errors = [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }];
    const server = answers(new ConnectionError('credentials_rejected', { errors }), connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('did not accept this API key'));
    await page.press('Connect');
    await page.at('connected');
    expect(server.inputs.length).to.equal(2);
  });

  it('F24: sends the same key again when nothing was changed after a lost answer', async () => {
    const server = answers(new ConnectionError('network_failed'), connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('Acme cannot be reached'));
    await page.press('Connect');
    await page.at('connected');
    const keys = page.source.calls.filter((call) => call.method === 'createConnection').map((call) => call.args[1]);
    expect(keys.length).to.equal(2);
    expect(new Set(keys).size).to.equal(1);
  });

  it('F49: sent five times over, it is one connection', async () => {
    const server = answers(connectionTo('harbor-ats'));
    const page = await harbor({ script: server.script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    for (let time = 0; time < 5; time++) page.element.renderRoot.querySelector('form')?.requestSubmit();
    await page.at('connected');
    expect(server.inputs.length).to.equal(1);
    expect(page.created.length).to.equal(1);
  });

  it('keeps its place, its values and the focus while it is busy', async () => {
    const page = await harbor({ script: answers(undefined).script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    const button = page.find('button', 'Connect');
    // not while the step is still moving in
    for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.cancel();
    const { width, top } = button.getBoundingClientRect();
    button.focus();
    button.click();
    await page.at('creating');
    expect(page.find('button', 'Connecting…')).to.equal(button);
    expect(button.getBoundingClientRect()).to.deep.include({ width, top });
    expect(page.element.shadowRoot?.activeElement).to.equal(button);
    expect(page.find('status').textContent).to.equal('Connecting…');
  });

  it('says so when it is this device that has no network', async () => {
    offline();
    const page = await harbor({ script: answers(new ConnectionError('network_failed')).script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('You are offline'));
  });

  for (const [width, shown] of [
    [400, ['https://', '.harbor.example']],
    [294, ['.harbor.example']],
  ] as const) {
    it(`shows beside a value in one line what there is room for, ${width} px wide`, async () => {
      const into = document.createElement('div');
      into.style.inlineSize = `${width}px`;
      document.body.append(into);
      const page = await embed({ into });
      await page.choose('Harbor ATS');
      await page.at('filling-form');
      const input = page.find('textbox', 'Domain');
      const all = [...(input.parentElement?.querySelectorAll('[part=field-affix]') ?? [])];
      const affixes = all.filter((one) => one.getClientRects().length);
      const tops = [input, ...affixes].map((one) => Math.round(one.getBoundingClientRect().top));
      into.remove();
      expect(affixes.map((one) => one.textContent)).to.deep.equal(shown);
      expect(new Set(tops).size, 'lines').to.equal(1);
    });
  }

  it('takes from beside a value only a scheme, and only where something else stands there', async () => {
    const into = document.createElement('div');
    into.style.inlineSize = '294px';
    document.body.append(into);
    const site = { name: 'site', type: 'subdomain' as const };
    const token_fields = [
      { ...site, label: 'Alone', prefix: 'https://' },
      { ...site, label: 'Own', prefix: 'acme-', suffix: '.example' },
    ];
    const page = await embed({
      into,
      script: { integrations: () => [anIntegration({ token_names: ['Alone', 'Own'], token_fields })] },
    });
    await page.choose('Acme CRM');
    await page.at('filling-form');
    const shown = [...page.element.renderRoot.querySelectorAll('[part=field-affix]')].filter(
      (one) => one.getClientRects().length,
    );
    into.remove();
    expect(shown.map((one) => one.textContent)).to.deep.equal(['https://', 'acme-', '.example']);
  });

  for (const [width, text] of [
    [294, '100%'],
    [368, '200%'],
  ] as const) {
    it(`keeps eight characters of a value in sight, ${width} px wide with letters of ${text}`, async () => {
      const into = document.createElement('div');
      into.style.inlineSize = `${width}px`;
      document.documentElement.style.fontSize = text;
      document.body.append(into);
      const page = await embed({ into });
      await page.choose('Harbor ATS');
      await page.at('filling-form');
      const input = page.find('textbox', 'Domain');
      const ruler = document.createElement('span');
      Object.assign(ruler.style, { display: 'block', inlineSize: '8ch', font: getComputedStyle(input).font });
      into.append(ruler);
      const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(input);
      // Firefox leaves the padding out of an input's clientWidth.
      const room = input.getBoundingClientRect().width - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
      const wanted = ruler.getBoundingClientRect().width;
      const panel = page.element.renderRoot.querySelector('[part=panel]');
      const [reached, most] = [panel?.scrollWidth ?? 0, panel?.clientWidth ?? 0];
      document.documentElement.style.fontSize = '';
      into.remove();
      expect(room).to.be.at.least(wanted - 1);
      expect(reached).to.be.at.most(most);
    });
  }

  for (const [width, text] of [
    [400, '100%'],
    [294, '100%'],
    [294, '200%'],
  ] as const) {
    it(`keeps its button in sight below two refused values, ${width} px wide with letters of ${text}`, async () => {
      const into = document.createElement('div');
      into.style.inlineSize = `${width}px`;
      document.documentElement.style.fontSize = text;
      document.body.append(into);
      const page = await embed({ into });
      page.element.style.setProperty('--connection-embed-height', '420px');
      await page.choose('Harbor ATS');
      await page.at('filling-form');
      for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.cancel();
      await page.press('Connect');
      const all = (selector: string): Element[] => [...page.element.renderRoot.querySelectorAll(selector)];
      const [panel, first, button] = [
        all('[part=panel]')[0],
        page.find('textbox', 'API key'),
        page.find('button', 'Connect'),
      ];
      const edges = (one: Element | undefined): [number, number] => {
        const { top = 0, bottom = 0 } = one?.getBoundingClientRect() ?? {};
        return [Math.round(top), Math.round(bottom)];
      };
      const [upper, lower] = edges(panel);
      const [focusedFrom, focusedTo] = edges(first);
      const [buttonFrom] = edges(button);
      // With large letters the form begins below the edge there.
      if (text === '100%') for (const one of all('[part=panel], [part=scroller]')) one.scrollTo(0, 0);
      const [, buttonTo] = edges(button);
      const active = page.element.shadowRoot?.activeElement;
      document.documentElement.style.fontSize = '';
      into.remove();
      expect(buttonTo).to.be.at.most(lower);
      expect(active).to.equal(first);
      expect(focusedFrom).to.be.at.least(upper);
      expect(focusedTo).to.be.at.most(buttonFrom);
    });
  }

  for (const text of ['100%', '200%']) {
    it(`leaves the field that has the focus in sight when the provider fails, with letters of ${text}`, async () => {
      const into = document.createElement('div');
      into.style.inlineSize = '288px';
      document.documentElement.style.fontSize = text;
      document.body.append(into);
      const list = [anIntegration({ token_names: ['First name', 'Middle name', 'Last name'] })];
      const createConnection = (): ConnectionError => new ConnectionError('provider_unreachable');
      const page = await embed({ into, script: { integrations: () => list, createConnection } });
      page.element.style.setProperty('--connection-embed-height', '480px');
      await page.choose('Acme CRM');
      await page.at('filling-form');
      for (const label of ['First name', 'Middle name', 'Last name']) await page.fill(label, 'a-value');
      const field = page.find('textbox', 'Last name');
      field.focus();
      await page.press('Connect');
      await eventually(() => page.text().includes('is not answering'));
      const { left, right, top, bottom } = field.getBoundingClientRect();
      const over = [top + 1, bottom - 1].map((y) => page.element.shadowRoot?.elementFromPoint((left + right) / 2, y));
      const active = page.element.shadowRoot?.activeElement;
      document.documentElement.style.fontSize = '';
      into.remove();
      // By their ids: to print an element takes chai forever.
      expect(active?.id).to.equal(field.id);
      expect(over.map((one) => one?.id)).to.deep.equal([field.id, field.id]);
    });
  }

  it('starts at its top with large letters too, however far the list was scrolled', async () => {
    const into = document.createElement('div');
    into.style.inlineSize = '368px';
    document.documentElement.style.fontSize = '200%';
    document.body.append(into);
    const more = Array.from({ length: 9 }, (_, at) => anIntegration({ type: `t${at}`, name: `N${at}` }));
    const list = [anIntegration({ token_names: ['a', 'b', 'c', 'd', 'e', 'f'] }), ...more];
    const page = await embed({ into, script: { integrations: () => list } });
    await eventually(() => page.text().includes('Acme will read'));
    const panel = page.element.renderRoot.querySelector('[part=panel]');
    panel?.scrollTo(0, 100);
    const scrolled = panel?.scrollTop;
    await page.choose('Acme CRM');
    await page.at('filling-form');
    const after = panel?.scrollTop;
    document.documentElement.style.fontSize = '';
    into.remove();
    expect([scrolled, after]).to.deep.equal([100, 0]);
  });

  it('shows a secret on demand, and hides it again', async () => {
    const page = await harbor();
    const key = page.find('textbox', 'API key');
    expect(key.getAttribute('type')).to.equal('password');
    await page.press('Show');
    expect(key.getAttribute('type')).to.equal('text');
    await page.press('Hide');
    expect(key.getAttribute('type')).to.equal('password');
  });

  it('keeps password managers and spell checkers away from a secret', async () => {
    const page = await harbor();
    const key = page.find('textbox', 'API key');
    expect(Object.fromEntries([...key.attributes].map(({ name, value }) => [name, value]))).to.deep.include({
      autocomplete: 'off',
      'data-1p-ignore': '',
      'data-lpignore': 'true',
      'data-bwignore': 'true',
    });
    const form = key.closest('form');
    expect([form?.getAttribute('autocapitalize'), form?.getAttribute('spellcheck')]).to.deep.equal(['off', 'false']);
  });

  it('W11: a browser that submits it by itself puts nothing into an address', async () => {
    const page = await harbor();
    await page.fill('API key', canary);
    const form = page.element.renderRoot.querySelector('form');
    expect(form?.method).to.equal('post');
    expect(form?.hasAttribute('action')).to.equal(false);
    expect([...new FormData(form ?? undefined)]).to.deep.equal([]);
  });

  it('W11: a secret is nowhere but in its input, and not there either once it has served', async () => {
    const page = await harbor({ script: answers(connectionTo('harbor-ats')).script });
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    const input = page.find('textbox', 'API key');
    const seen = () =>
      [
        document.documentElement.outerHTML,
        page.element.shadowRoot?.innerHTML,
        location.href,
        JSON.stringify(page.element.flow),
        JSON.stringify([...page.created, ...page.failed].map((event) => event.detail)),
        JSON.stringify({ ...sessionStorage, ...localStorage }),
      ].join('\n');
    expect(seen()).not.to.contain(canary);
    await page.press('Connect');
    await page.at('connected');
    expect(seen()).not.to.contain(canary);
    expect(input instanceof HTMLInputElement && input.value).to.equal('');
  });

  it('clears what was typed when the page is kept for Back, and when the tag is taken out', async () => {
    const page = await harbor();
    await page.fill('API key', canary);
    const input = page.find('textbox', 'API key');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(input instanceof HTMLInputElement && input.value).to.equal('');
    await page.fill('API key', canary);
    page.remove();
    expect(input instanceof HTMLInputElement && input.value).to.equal('');
  });

  it('does not carry a secret from one integration into the form of another', async () => {
    const page = await harbor();
    await page.fill('API key', canary);
    page.element.connect('lumen-mail').catch(() => undefined);
    await eventually(() => page.has('heading', 'Connect Lumen Mail'));
    const key = page.find('textbox', 'API Key');
    expect(key instanceof HTMLInputElement && key.value).to.equal('');
  });

  it('W13: shows instructions as text, and links only where they lead to a web page', async () => {
    const token_instructions = [
      '<img src=x onerror=alert(1)> [guide](https://acme.example/keys)',
      '[click](javascript:alert(1)) or [that](data:text/html,x) or https://acme.example/plain.',
      '[here](https://acme.example:canary@evil.example/) or https://acme.example@evil.example or https:\\\\a@evil.example',
      '[whom](https://acme.example/@ada?by=a@b#@)',
    ];
    const page = await embed({
      script: { integrations: () => [anIntegration({ token_names: ['Key'], token_instructions })] },
    });
    await page.choose('Acme CRM');
    await page.at('filling-form');
    expect(page.element.renderRoot.querySelector('img')).to.equal(null);
    expect(page.text()).to.contain('<img src=x onerror=alert(1)>');
    const links = page.all('link').filter((link) => link instanceof HTMLAnchorElement);
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://acme.example/keys',
      'https://acme.example/plain',
      'https://acme.example/@ada?by=a@b#@',
    ]);
    for (const link of links) {
      expect(link.getAttribute('rel')).to.equal('noopener noreferrer');
      expect(link.getAttribute('target')).to.equal('_blank');
    }
  });

  it('W13: shows a sentence up to its 2,000th character, and never takes long over it', async () => {
    const token_instructions = [
      '['.repeat(200_000),
      '[a]('.repeat(50_000),
      `[${'x'.repeat(201)}](https://acme.example/long) [guide](https://acme.example/keys)`,
    ];
    const page = await embed({
      script: { integrations: () => [anIntegration({ token_names: ['Key'], token_instructions })] },
    });
    await eventually(() => page.text().includes('Acme will read'), 'the rest of the widget');
    const before = performance.now();
    await page.choose('Acme CRM');
    expect(performance.now() - before).to.be.lessThan(2_000);
    await page.at('filling-form');
    const shown = [...page.element.renderRoot.querySelectorAll('li')].map((one) => one.textContent ?? '');
    expect(shown[0]).to.equal(`${'['.repeat(2_000)}…`);
    expect(shown[1]?.length).to.equal(2_001);
    const links = page.all('link').map((link) => link.textContent);
    expect(links).to.deep.equal(['https://acme.example/long', 'guide']);
  });
});

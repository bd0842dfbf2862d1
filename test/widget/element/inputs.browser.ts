import { expect } from '@esm-bundle/chai';
import { ConnectionError, type Field } from '../../../src/contract/index.js';
import {
  anIntegration,
  cleanUp,
  connectionTo,
  embed,
  eventually,
  frameWindows,
  noWindows,
  type Embed,
} from './harness.js';

afterEach(cleanUp);

type Script = NonNullable<NonNullable<Parameters<typeof embed>[0]>['script']>;

const inputs: Field[] = [
  { name: 'site', label: 'Site', type: 'subdomain', suffix: '.acme.example' },
  { name: 'region', label: 'Region', type: 'text', optional: true },
];

/** At the form that stands before the sign-in. */
async function asking(script: Script = {}, set: Parameters<typeof embed>[0] = {}): Promise<Embed> {
  const page = await embed({ ...set, script: { integrations: () => [anIntegration({ inputs })], ...script } });
  if (!set?.set?.integration) await page.choose('Acme CRM');
  await page.at('asking-inputs');
  return page;
}

function given(page: Embed): unknown[] {
  return page.source.calls.filter(({ method }) => method === 'createAttempt').map(({ args }) => args[0]);
}

describe('what a provider needs to know before the sign-in', () => {
  it('is asked for, says why, and goes along by its name', async () => {
    const windows = frameWindows();
    const page = await asking({ attempt: () => ({ status: 'connected' }) });
    expect(page.has('heading', 'Connect Acme CRM')).to.equal(true);
    expect(page.text()).to.contain('Acme CRM needs to know this before you sign in.');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('textbox', 'Site'));
    await page.fill('Site', 'https://ada.acme.example/home');
    await page.press('Continue to Acme CRM');
    await page.at('connected');
    expect(windows.opened.length).to.equal(1);
    expect(given(page)).to.deep.equal([{ integration_type: 'acme', mode: 'popup', inputs: { site: 'ada' } }]);
  });

  it('opens the window in the click that sends it, and not for what cannot be right', async () => {
    const counted = noWindows();
    const page = await asking();
    await page.fill('Site', '..');
    page.find('button', 'Continue to Acme CRM').click();
    expect(counted.asked).to.equal(0);
    await page.settled();
    expect(page.text()).to.contain('Use letters, digits and hyphens only');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('textbox', 'Site'));
    await page.fill('Site', 'ada');
    page.find('button', 'Continue to Acme CRM').click();
    expect(counted.asked).to.equal(1);
    await page.at('waiting', 'blocked');
  });

  it('needs no click before its own, where the page has chosen', async () => {
    frameWindows();
    const page = await asking({}, { set: { integration: 'acme' } });
    await page.fill('Site', 'ada');
    await page.press('Continue to Acme CRM');
    await page.at('waiting', 'open');
  });

  it('that the server refuses is asked for again, as it was typed, with the reason at its field', async () => {
    frameWindows();
    const refusal = new ConnectionError('invalid_fields', {
      request_id: 'req_1',
      errors: [{ path: 'inputs.site', code: 'invalid_subdomain' }],
    });
    const answers = [refusal, { id: 'att_2' }];
    const page = await asking({ createAttempt: () => answers.shift() });
    await page.fill('Site', 'ada');
    await page.fill('Region Optional', 'north');
    await page.press('Continue to Acme CRM');
    await eventually(() => page.text().includes('Use letters, digits and hyphens only'));
    const site = page.find('textbox', 'Site');
    expect(page.element.shadowRoot?.activeElement).to.equal(site);
    expect(site instanceof HTMLInputElement && site.value).to.equal('ada');
    expect(page.failed.map(({ detail }) => [detail.code, detail.integration_type])).to.deep.equal([
      ['invalid_fields', 'acme'],
    ]);
    await page.fill('Site', 'lovelace');
    await page.press('Continue to Acme CRM');
    await page.at('waiting', 'open');
    expect(given(page).at(-1)).to.deep.include({ inputs: { site: 'lovelace', region: 'north' } });
  });

  it('is there again after the sign-in was cancelled, and gone once it was good', async () => {
    frameWindows();
    let status: { status: 'connected' } | undefined;
    const page = await asking({ attempt: () => status });
    await page.fill('Site', 'ada');
    await page.press('Continue to Acme CRM');
    await page.at('waiting', 'open');
    await page.press('Cancel');
    await page.at('picking');
    await page.choose('Acme CRM');
    const value = (): string | undefined => {
      const site = page.find('textbox', 'Site');
      return site instanceof HTMLInputElement ? site.value : undefined;
    };
    expect(value()).to.equal('ada');
    status = { status: 'connected' };
    await page.press('Continue to Acme CRM');
    await eventually(() => {
      window.dispatchEvent(new Event('online'));
      return page.created.length;
    });
    await page.at('connected');
  });

  it('W11: is never a secret, whatever source says so: what asks for one is not offered', async () => {
    const client_secret: Field = { name: 'client_secret', type: 'secret' };
    const page = await embed({
      script: {
        integrations: () => [anIntegration({ inputs: [client_secret] }), anIntegration({ type: 'b', name: 'Basalt' })],
      },
    });
    await page.at('picking');
    expect(page.all('option').map((one) => /Acme|Basalt/.exec(one.textContent ?? '')?.[0])).to.deep.equal(['Basalt']);
    const { integrations } = page.element.flow.step === 'picking' ? page.element.flow.picker : { integrations: [] };
    expect(integrations.map(({ type }) => type)).to.deep.equal(['b']);
  });

  it('F49: sent five times over, it is one attempt', async () => {
    const windows = frameWindows();
    const page = await asking();
    await page.fill('Site', 'ada');
    for (let time = 0; time < 5; time++) page.element.renderRoot.querySelector('form')?.requestSubmit();
    await page.at('waiting', 'open');
    expect([windows.opened.length, given(page).length]).to.deep.equal([1, 1]);
  });
});

describe('several ways to connect', () => {
  const either = anIntegration({ token_names: ['API Key'], auth_methods: ['oauth2', 'token'], inputs });

  it('are told apart by what they ask of the user, who chooses one', async () => {
    const page = await embed({ script: { integrations: () => [either] } });
    await page.choose('Acme CRM');
    await page.at('choosing-method');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('heading', 'Connect Acme CRM'));
    expect(page.has('button', /^Sign in to Acme CRM/)).to.equal(true);
    await page.press(/^Enter the API key/);
    await page.at('filling-form');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('textbox', 'API Key'));
  });

  it('lead back to the list, and to what a provider needs to know', async () => {
    const page = await embed({ script: { integrations: () => [either] } });
    await page.choose('Acme CRM');
    await page.press('All integrations');
    await page.at('picking');
    await page.choose('Acme CRM');
    await page.press(/^Sign in to Acme CRM/);
    await page.at('asking-inputs');
  });

  it('open the window in the click, where nothing needs to be asked first', async () => {
    const counted = noWindows();
    const page = await embed({ script: { integrations: () => [{ ...either, inputs: [] }] } });
    await page.choose('Acme CRM');
    await page.at('choosing-method');
    page.find('button', /^Sign in to Acme CRM/).click();
    expect(counted.asked).to.equal(1);
  });
});

describe('a connection by a form that is renewed', () => {
  const integration = anIntegration({ token_names: ['API Key'] });

  it('gets the new value in its place, and the page hears that it was renewed', async () => {
    const page = await embed({
      script: {
        integrations: () => [integration],
        renewConnection: (id) => ({ ...connectionTo('acme'), id }),
      },
    });
    await page.at('picking');
    page.element.connect('acme', { reconnect: 'con_old' }).catch(() => undefined);
    await page.at('filling-form');
    expect(page.has('heading', 'Reconnect Acme CRM')).to.equal(true);
    await page.fill('API Key', 'canary-new-value');
    await page.press('Reconnect');
    await page.at('connected');
    const asked = page.source.calls.filter(({ method }) => method.endsWith('Connection'));
    expect(asked.map(({ method, args }) => [method, ...args])).to.deep.equal([
      ['renewConnection', 'con_old', { auth: { token: 'canary-new-value' } }],
    ]);
    expect(page.created.map(({ detail }) => [detail.connection.id, detail.reconnected])).to.deep.equal([
      ['con_old', true],
    ]);
  });

  it('says at its field why the new value is refused, and keeps it', async () => {
    const errors = [{ path: 'auth.token', code: 'credentials_rejected' }];
    const page = await embed({
      script: {
        integrations: () => [integration],
        renewConnection: () => new ConnectionError('credentials_rejected', { errors }),
      },
    });
    await page.at('picking');
    page.element.connect('acme', { reconnect: 'con_old' }).catch(() => undefined);
    await page.fill('API Key', 'canary-new-value');
    await page.press('Reconnect');
    await eventually(() => page.text().includes('did not accept this API key'));
    const key = page.find('textbox', 'API Key');
    expect(key instanceof HTMLInputElement && key.value).to.equal('canary-new-value');
  });
});

import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';
import type { CreateConnection, Field } from '../../../src/contract/index.js';
import { anIntegration, cleanUp, connectionTo, embed, eventually, type Embed } from './harness.js';

declare const axe: typeof Axe;

afterEach(cleanUp);

const canary = '-----BEGIN KEY-----\ncanary-41d7aa\n-----END KEY-----';

interface Asked extends Embed {
  readonly sent: CreateConnection['auth'][];
  /** The control with this label. */
  control(label: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  /** Gives a value as a user does, and leaves the field. */
  give(label: string, value: string | boolean | File): Promise<void>;
  invalid(label: string): boolean;
}

/** A tag whose only integration asks for `fields`, at its form. */
async function asked(fields: Field[], set: Parameters<typeof embed>[0] = {}): Promise<Asked> {
  const sent: CreateConnection['auth'][] = [];
  const integration = anIntegration({ token_names: fields.map(({ name }) => name), token_fields: fields });
  const page = await embed({
    ...set,
    script: {
      integrations: () => [integration],
      createConnection: ({ auth }) => {
        sent.push(auth);
        return connectionTo('acme');
      },
    },
  });
  await page.choose('Acme CRM');
  await page.at('filling-form');
  const control: Asked['control'] = (label) => {
    const labels = [...page.element.renderRoot.querySelectorAll('label')];
    const found = labels.find((one) => one.textContent?.trim() === label)?.control;
    if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement || found instanceof HTMLTextAreaElement)
      return found;
    throw new Error(`${label} has no control`);
  };
  return {
    ...page,
    sent,
    control,
    invalid: (label) => control(label).getAttribute('aria-invalid') === 'true',
    async give(label, value) {
      const input = control(label);
      input.focus();
      if (value instanceof File && input instanceof HTMLInputElement) {
        const transfer = new DataTransfer();
        transfer.items.add(value);
        input.files = transfer.files;
      } else if (typeof value === 'boolean' && input instanceof HTMLInputElement) input.checked = value;
      else input.value = String(value);
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
      input.blur();
      await page.settled();
    },
  };
}

function file(text: BlobPart, name = 'key.pem'): File {
  return new File([text], name);
}

const every: Field[] = [
  { name: 'Text', type: 'text' },
  { name: 'Secret', type: 'secret', min_length: 3 },
  { name: 'Address', type: 'url', example: 'https://acme.example' },
  { name: 'Site', type: 'subdomain', prefix: 'https://', suffix: '.acme.example' },
  { name: 'Email', type: 'email', help: 'Of an administrator.', example: 'ada@acme.example' },
  {
    name: 'Region',
    type: 'select',
    options: [
      { value: 'eu', label: 'Europe' },
      { value: 'us', label: 'United States' },
    ],
  },
  { name: 'Read only', type: 'checkbox' },
  { name: 'Port', type: 'number' },
  { name: 'Since', type: 'date', optional: true },
  { name: 'Notes', type: 'textarea', help_url: 'https://acme.example/help' },
  { name: 'Certificate', type: 'file' },
];

describe('the fields of a form', () => {
  it('of every kind send what was given, in their order', async () => {
    const page = await asked(every);
    await page.give('Text', 'one');
    await page.give('Secret', 'two');
    await page.give('Address', 'https://three.example');
    await page.give('Site', 'https://four.acme.example/login');
    await page.give('Email', 'five@acme.example');
    await page.give('Region', 'us');
    await page.give('Read only', true);
    await page.give('Port', '8443');
    await page.give('Since Optional', '2026-01-31');
    await page.give('Notes', ' {\n  "ten": 10\n}\n');
    await page.give('Certificate', file(`${canary}\n`));
    await eventually(() => page.text().includes('key.pem'));
    await page.press('Connect');
    await page.at('connected');
    expect(page.sent).to.deep.equal([
      {
        other_auth_info: [
          'one',
          'two',
          'https://three.example',
          'four',
          'five@acme.example',
          'us',
          'true',
          '8443',
          '2026-01-31',
          '{\n  "ten": 10\n}',
          canary,
        ],
      },
    ]);
  });

  it('of every kind say what is missing, and the first one has the focus', async () => {
    const page = await asked(every);
    await page.press('Connect');
    const required = every.filter(({ optional }) => !optional).map(({ name }) => name);
    expect(required.filter((name) => !page.invalid(name))).to.deep.equal([]);
    expect(page.invalid('Since Optional')).to.equal(false);
    expect(page.element.shadowRoot?.activeElement).to.equal(page.control('Text'));
    for (const words of ['Enter the address.', 'Choose one of the list.', 'Tick this to go on.'])
      expect(page.text()).to.contain(words);
    expect(page.sent).to.deep.equal([]);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`of every kind have names, roles and contrast that axe finds nothing wrong with, refused too, in ${theme}`, async () => {
      const page = await asked(every, { set: { theme } });
      for (const refused of [false, true]) {
        if (refused) await page.press('Connect');
        for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.cancel();
        const { violations } = await axe.run(page.element);
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).to.deep.equal([]);
      }
    });

  it('begin with their defaults, which no attribute holds and a secret never has', async () => {
    const page = await asked([
      { name: 'Text', type: 'text', default: 'as-given' },
      { name: 'Region', type: 'select', default: 'us', options: [{ value: 'us', label: 'United States' }] },
      { name: 'Read only', type: 'checkbox', default: 'true' },
      { name: 'Notes', type: 'textarea', default: 'two\nlines' },
      { name: 'Secret', type: 'secret', default: 'canary-default', optional: true },
    ]);
    expect(page.element.shadowRoot?.innerHTML).not.to.match(/as-given|two|canary/);
    await page.press('Connect');
    await page.at('connected');
    expect(page.sent).to.deep.equal([{ other_auth_info: ['as-given', 'us', 'true', 'two\nlines', ''] }]);
  });

  it('bring up the keyboard that fits, and a calendar for a day', async () => {
    const page = await asked(every);
    const shown = ['Address', 'Email', 'Port', 'Text'].map((name) => page.control(name).getAttribute('inputmode'));
    expect(shown).to.deep.equal(['url', 'email', 'decimal', 'text']);
    expect(page.control('Port').type).to.equal('text');
    expect(page.control('Since Optional').getAttribute('type')).to.equal('date');
  });

  it('keep what an example says in sight, or where there is help already until something is typed', async () => {
    const page = await asked(every);
    expect(page.text()).to.contain('For example https://acme.example');
    expect(page.text()).to.contain('Of an administrator.');
    expect(page.control('Email').getAttribute('placeholder')).to.equal('ada@acme.example');
    expect(page.find('link', /^Help with this/).getAttribute('href')).to.equal('https://acme.example/help');
  });

  it('hide long text whose name says that it is secret, until it is asked for', async () => {
    const page = await asked([
      { name: 'Private key', type: 'textarea' },
      { name: 'Notes', type: 'textarea' },
    ]);
    const hidden = (label: string): boolean => page.control(label).hasAttribute('data-hidden');
    expect([hidden('Private key'), hidden('Notes')]).to.deep.equal([true, false]);
    await page.press('Show');
    expect(hidden('Private key')).to.equal(false);
    await page.press('Hide');
    expect(hidden('Private key')).to.equal(true);
  });

  it('let a browser fill in a user name and a password where both are asked for', async () => {
    const page = await asked([
      { name: 'username', type: 'text' },
      { name: 'password', type: 'secret' },
      { name: 'api_key', type: 'secret' },
    ]);
    const seen = ['username', 'password', 'api_key'].map((name) => {
      const control = page.control(name);
      return [control.getAttribute('autocomplete'), control.hasAttribute('data-1p-ignore')];
    });
    expect(seen).to.deep.equal([
      ['username', false],
      ['current-password', false],
      ['off', true],
    ]);
  });
});

describe('a file', () => {
  const certificate: Field[] = [{ name: 'Certificate', type: 'file' }];

  it('is named once it was chosen, and can be replaced', async () => {
    const page = await asked(certificate);
    expect(page.text()).to.contain('Choose a file');
    await page.give('Certificate', file('first', 'old.pem'));
    await eventually(() => page.text().includes('old.pem'));
    await page.give('Certificate', file('second', 'new.pem'));
    await eventually(() => page.text().includes('new.pem'));
    await page.press('Connect');
    await page.at('connected');
    expect(page.sent).to.deep.equal([{ token: 'second' }]);
  });

  it('that is too long, or no text, is refused where it was chosen', async () => {
    const page = await asked(certificate);
    await page.give('Certificate', file('x'.repeat(20_001)));
    await eventually(() => page.text().includes('is too long'));
    await page.give('Certificate', file(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe])));
    await eventually(() => page.text().includes('does not look like'));
    await page.press('Connect');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.control('Certificate'));
    expect(page.sent).to.deep.equal([]);
    await page.give('Certificate', file(`${'€'.repeat(20_000)}\n`));
    await eventually(() => !page.invalid('Certificate'));
  });

  it('covers all of its box, so that a file can be dropped anywhere on it', async () => {
    const page = await asked(certificate);
    const { left, top, width, height } = page.element.renderRoot
      .querySelector('[part=control]')!
      .getBoundingClientRect();
    for (const [x, y] of [
      [left + 4, top + 4],
      [left + width - 4, top + height - 4],
    ] as const)
      expect(page.element.shadowRoot?.elementFromPoint(x, y)).to.equal(page.control('Certificate'));
  });

  it('W11: is nowhere but in its field, and not there either once it has served', async () => {
    const page = await asked(certificate);
    await page.give('Certificate', file(canary));
    await eventually(() => page.text().includes('key.pem'));
    const root = page.element.shadowRoot;
    const holder = root?.querySelector('textarea');
    expect(holder?.value).to.equal(canary);
    const seen = () => [document.documentElement.outerHTML, root?.innerHTML, JSON.stringify(page.element.flow)].join();
    expect(seen()).not.to.contain('canary-41d7aa');
    await page.press('Connect');
    await page.at('connected');
    expect(holder?.value).to.equal('');
    expect(seen()).not.to.contain('canary-41d7aa');
  });
});

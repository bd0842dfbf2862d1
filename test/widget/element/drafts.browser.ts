import { expect } from '@esm-bundle/chai';
import type { Connection } from '../../../src/contract/index.js';
import { scriptedSource } from '../../../stories/scripted-source.js';
import { connectionTo, cleanUp, embed, eventually, startUrl, type Embed } from './harness.js';

afterEach(cleanUp);

const canary = 'canary-5e1c09-draft';

/** What stands in the two fields of the form. */
function values(page: Embed): string[] {
  return ['API key', 'Domain'].map((label) => {
    const input = page.find('textbox', label);
    return input instanceof HTMLInputElement ? input.value : '';
  });
}

async function harbor(page: Embed): Promise<void> {
  await page.choose('Harbor ATS');
  await page.at('filling-form');
}

async function halfFilled(script?: NonNullable<Parameters<typeof embed>[0]>['script']): Promise<Embed> {
  const page = await embed(script ? { script } : {});
  await harbor(page);
  await page.fill('API key', canary);
  return page;
}

async function goBack(page: Embed): Promise<void> {
  await page.press('All integrations');
  await page.at('picking');
}

describe('a half-filled form', () => {
  it('survives Back, with what it hid hidden again', async () => {
    const page = await halfFilled();
    await page.press('Show');
    await goBack(page);
    await harbor(page);
    expect(values(page)).to.deep.equal([canary, '']);
    expect(page.find('textbox', 'API key').getAttribute('type')).to.equal('password');
  });

  it('survives another form, and neither shows what belongs to the other', async () => {
    const page = await halfFilled();
    page.element.connect('lumen-mail').catch(() => undefined);
    await page.at('filling-form');
    await page.fill('API Key', 'canary-lumen');
    await goBack(page);
    await harbor(page);
    expect(values(page)).to.deep.equal([canary, '']);
    await page.fill('Domain', 'acme');
    await goBack(page);
    await page.choose('Lumen Mail');
    const key = page.find('textbox', 'API Key');
    expect(key instanceof HTMLInputElement && key.value).to.equal('canary-lumen');
  });

  it('W11: waits in memory alone: no attribute, no storage, no flow holds it, and the inputs that are gone are empty', async () => {
    const page = await halfFilled();
    const input = page.find('textbox', 'API key');
    await goBack(page);
    const seen = [
      document.documentElement.outerHTML,
      page.element.shadowRoot?.innerHTML,
      JSON.stringify(page.element.flow),
      JSON.stringify({ ...sessionStorage, ...localStorage }),
    ].join('\n');
    expect(seen).not.to.contain(canary);
    expect(input instanceof HTMLInputElement && input.value).to.equal('');
  });

  it('is gone once the account is connected', async () => {
    const page = await halfFilled({ createConnection: () => connectionTo('harbor-ats') });
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await page.at('connected');
    page.element.connect('harbor-ats').catch(() => undefined);
    await page.at('filling-form');
    expect(values(page)).to.deep.equal(['', '']);
  });

  it('is gone once the account is connected while the user is elsewhere', async () => {
    let answer: (made: Connection) => void = () => undefined;
    const createConnection = () => new Promise<Connection>((resolve) => (answer = resolve));
    const page = await embed({ set: { source: { ...scriptedSource({ startUrl }), createConnection } } });
    await harbor(page);
    await page.fill('API key', canary);
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await page.at('creating');
    page.element.connect('lumen-mail').catch(() => undefined);
    await page.at('filling-form');
    answer(connectionTo('harbor-ats'));
    await eventually(() => page.created.length);
    page.element.connect('harbor-ats').catch(() => undefined);
    await eventually(() => page.has('textbox', 'Domain'));
    expect(values(page)).to.deep.equal(['', '']);
  });

  for (const [name, happens] of Object.entries({
    'the page is kept for Back': () =>
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })) && undefined,
    'the tag is taken out of the page': ({ element }: Embed) => {
      const { parentElement } = element;
      element.remove();
      parentElement?.append(element);
    },
    'the page asks for another list': ({ element }: Embed) => {
      element.categories = 'ats';
    },
  }))
    it(`is gone once ${name}`, async () => {
      const page = await halfFilled();
      await goBack(page);
      happens(page);
      await page.settled();
      await harbor(page);
      expect(values(page)).to.deep.equal(['', '']);
    });
});

import { expect } from '@esm-bundle/chai';
import { ConnectionError } from '../../../src/contract/index.js';
import { accounts } from '../../../stories/integrations.js';
import { anIntegration, cleanUp, embed, eventually, frameWindows, noWindows } from './harness.js';

const { submit } = HTMLFormElement.prototype;
const tickets: (string | undefined)[] = [];
const copied: string[] = [];

/** The page is inside another app from here on. */
function inApp(more: { standalone?: boolean } = {}): void {
  const userAgent = `${navigator.userAgent} Instagram 380.0.0.30.81`;
  define({ userAgent: more.standalone ? navigator.userAgent : userAgent, ...more });
}

function define(values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(navigator, name, { configurable: true, value });
}

beforeEach(() => {
  HTMLFormElement.prototype.submit = function () {
    tickets.push(this.querySelector('input')?.value);
  };
  define({ clipboard: { writeText: async (text: string) => void copied.push(text) } });
});

afterEach(() => {
  HTMLFormElement.prototype.submit = submit;
  for (const name of ['userAgent', 'standalone', 'clipboard']) Reflect.deleteProperty(navigator, name);
  tickets.length = copied.length = 0;
  cleanUp();
});

describe('inside another app', () => {
  it('says first that this page leaves, and gives its link for a browser', async () => {
    inApp();
    const asked = noWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('confirming');
    expect(page.has('heading', 'Open this page in your browser')).to.equal(true);
    expect(page.text()).to.contain('Acme will read');
    const [first] = page.element.renderRoot.querySelectorAll('[part=message] button');
    expect(first?.textContent?.trim()).to.equal('Copy link');
    await page.press('Copy link');
    await eventually(() => page.has('button', 'Copied'));
    expect(copied).to.deep.equal([location.href]);
    expect(page.find('status').textContent?.trim()).to.equal('Copied');
    await page.press('Continue to Northwind CRM');
    await page.at('waiting', 'here');
    await eventually(() => tickets.length, 'leaving');
    expect(tickets).to.deep.equal(['ticket-of-att_1']);
    expect(asked.asked).to.equal(0);
    expect(page.source.calls.find(({ method }) => method === 'createAttempt')?.args[0]).to.deep.include({
      mode: 'redirect',
    });
    expect(page.selected.length).to.equal(1);
  });

  it('leaves the words as they are where the link cannot be copied', async () => {
    inApp();
    define({ clipboard: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } });
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.press('Copy link');
    await page.settled();
    expect(page.has('button', 'Copy link')).to.equal(true);
  });

  it('a web app on the home screen of an iPhone is treated alike', async () => {
    inApp({ standalone: true });
    const asked = noWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.press('Continue to Northwind CRM');
    await page.at('waiting', 'here');
    expect(asked.asked).to.equal(0);
  });

  it('what is asked for first comes with a button of its own, and then this page leaves', async () => {
    inApp();
    const inputs = [{ name: 'subdomain', label: 'Subdomain', type: 'subdomain' as const }];
    const page = await embed({ script: { integrations: () => [anIntegration({ inputs })] } });
    await page.choose('Acme CRM');
    await page.fill('Subdomain', 'acme');
    await page.press('Continue to Acme CRM');
    await page.at('waiting', 'here');
    await eventually(() => tickets.length, 'leaving');
    expect(tickets.length).to.equal(1);
  });

  it('an account is signed in to again in this page, too', async () => {
    inApp();
    const page = await embed({ script: { connections: () => accounts().slice(1, 2) } });
    await page.choose('Northwind CRM');
    await page.press('Sign in again');
    await page.press('Continue to Northwind CRM');
    await page.at('waiting', 'here');
    await eventually(() => tickets.length, 'leaving');
    expect(page.source.calls.find(({ method }) => method === 'createAttempt')?.args[0]).to.deep.include({
      connection_id: 'con_ended',
      mode: 'redirect',
    });
  });

  it('a page that wants a window gets one', async () => {
    inApp();
    const windows = frameWindows();
    HTMLFormElement.prototype.submit = submit;
    const page = await embed({ set: { authMode: 'popup' } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    expect(windows.opened.length).to.equal(1);
  });
});

it('what support asks for of a problem is copied, said, and still there to be read', async () => {
  const page = await embed({
    script: { integrations: () => new ConnectionError('internal_error', { request_id: 'req_1' }) },
  });
  await page.at('problem');
  const details = 'internal_error · req_1';
  await page.press(details);
  await eventually(() => page.find('status').textContent?.trim() === 'Copied');
  expect(copied).to.deep.equal([details]);
  expect(page.has('button', details)).to.equal(true);
});

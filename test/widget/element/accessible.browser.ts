import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';
import { ConnectionError } from '../../../src/contract/index.js';
import { accounts } from '../../../stories/integrations.js';
import { everyField, severalWays, withInputs } from '../../../stories/unusual.js';
import { cleanUp, embed, eventually, frameWindows, manyIntegrations, noWindows, type Embed } from './harness.js';
import { opened } from './shape-harness.js';

declare const axe: typeof Axe;

afterEach(cleanUp);

/** Brings a tag to one step after another; what is found there is the test. */
const steps: Record<string, (set: { theme: 'light' | 'dark' }) => Promise<Embed>> = {
  loading: async (set) => await embed({ set, script: { integrations: () => undefined } }),
  picking: async (set) => {
    const page = await embed({ set });
    await eventually(() => page.text().includes('Acme will read'));
    return page;
  },
  searching: async (set) => {
    const page = await embed({ set });
    await eventually(() => page.text().includes('Acme will read'));
    await page.search('quil');
    return page;
  },
  'no match': async (set) => {
    const page = await embed({ set });
    await page.search('zephyr');
    await eventually(() => page.text().includes('Nothing matches'));
    return page;
  },
  'picking, some connected': async (set) => {
    const page = await embed({ set, script: { connections: () => accounts() } });
    await eventually(() => page.text().includes('3 accounts'));
    return page;
  },
  'picking, without search and categories': async (set) => {
    const page = await embed({ set: { ...set, withoutSearch: true, withoutCategories: true } });
    await eventually(() => page.text().includes('Acme will read'));
    return page;
  },
  'picking from many': async (set) => {
    const page = await embed({ set, script: { integrations: () => manyIntegrations(10_000) } });
    await eventually(() => page.all('option').length > 0);
    await page.key('ArrowDown');
    return page;
  },
  'choosing-method': async (set) => {
    const page = await embed({
      set: { ...set, integration: severalWays.type },
      script: { integrations: () => [severalWays] },
    });
    await page.at('choosing-method');
    return page;
  },
  'asking-inputs': async (set) => {
    const page = await embed({
      set: { ...set, integration: withInputs.type },
      script: { integrations: () => [withInputs] },
    });
    await page.at('asking-inputs');
    return page;
  },
  'every kind of field': async (set) => {
    const page = await embed({
      set: { ...set, integration: everyField.type },
      script: { integrations: () => [everyField] },
    });
    await page.press('Connect');
    await eventually(() => page.text().includes('Enter the'));
    return page;
  },
  popover: async (set) => {
    const page = await embed({ set: { ...set, display: 'popover' } });
    await page.element.open();
    await opened(page);
    await page.at('picking');
    return page;
  },
  dialog: async (set) => {
    const page = await embed({ set: { ...set, display: 'dialog' } });
    await page.element.open();
    await opened(page);
    await page.at('picking');
    return page;
  },
  confirming: async (set) => {
    const page = await embed({ set: { ...set, integration: 'northwind-crm' } });
    await page.at('confirming');
    return page;
  },
  'filling-form': async (set) => {
    const page = await embed({ set });
    await page.choose('Harbor ATS');
    await page.at('filling-form');
    return page;
  },
  'form with refused values': async (set) => {
    const page = await embed({ set, script: { createConnection: () => new ConnectionError('provider_unreachable') } });
    await page.choose('Harbor ATS');
    await page.fill('API key', ' a-good-key ');
    await page.fill('Domain', 'acme');
    await page.press('Connect');
    await eventually(() => page.text().includes('is not answering'));
    await page.fill('Domain', '..');
    return page;
  },
  creating: async (set) => {
    const page = await embed({ set, script: { createConnection: () => undefined } });
    await page.choose('Lumen Mail');
    await page.fill('API Key', 'a-good-key');
    await page.press('Connect');
    await page.at('creating');
    return page;
  },
  'waiting, open': async (set) => {
    frameWindows();
    const page = await embed({ set });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    return page;
  },
  'waiting, blocked': async (set) => {
    noWindows();
    const page = await embed({ set });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'blocked');
    return page;
  },
  connected: async (set) => {
    frameWindows();
    const page = await embed({
      set,
      script: { attempt: () => ({ status: 'connected', denied_permissions: ['crm_deal_read'] }) },
    });
    await page.choose('Northwind CRM');
    await page.at('connected');
    return page;
  },
  managing: async (set) => {
    const page = await embed({ set, script: { connections: () => accounts() } });
    await page.choose('Northwind CRM');
    await page.at('managing');
    return page;
  },
  'removing, failed': async (set) => {
    const removeConnection = (): ConnectionError => new ConnectionError('network_failed');
    const page = await embed({ set, script: { connections: () => accounts().slice(0, 1), removeConnection } });
    await page.choose('Northwind CRM');
    await page.press('Remove');
    await page.press('Remove');
    await eventually(() => page.text().includes('cannot be reached'));
    return page;
  },
  problem: async (set) => {
    const page = await embed({
      set,
      script: { integrations: () => new ConnectionError('internal_error', { request_id: 'req_1' }) },
    });
    await page.at('problem');
    return page;
  },
};

for (const theme of ['light', 'dark'] as const) {
  describe(`axe finds nothing in ${theme}`, () => {
    for (const [name, bring] of Object.entries(steps)) {
      it(name, async () => {
        const page = await bring({ theme });
        for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.cancel();
        const { violations, passes } = await axe.run(page.element);
        expect(passes.length).to.be.greaterThan(0);
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join()}`,
          ),
        ).to.deep.equal([]);
      });
    }
  });
}

/** All that can be pressed or typed into; a link within a sentence is as high as its line (WCAG 2.5.8). */
function targets({ element }: Embed): HTMLElement[] {
  const found = element.renderRoot.querySelectorAll<HTMLElement>(
    'button, select, input, textarea, summary, a[href], [role=option], [role=button], [tabindex="0"]',
  );
  return [...found].filter((one) => one.getClientRects().length > 0 && !(one.matches('a') && inSentence(one)));
}

function inSentence(link: HTMLElement): boolean {
  const around = link.parentElement?.textContent?.trim() ?? '';
  return getComputedStyle(link).display === 'inline' && around.length > (link.textContent?.trim().length ?? 0);
}

/** A box to tick is pressed by its label, too. */
function heightOf(target: HTMLElement): number {
  const labels = target.matches('[type=checkbox]') && target instanceof HTMLInputElement ? (target.labels ?? []) : [];
  return Math.max(...[target, ...labels].map((one) => one.getBoundingClientRect().height));
}

describe('for hands and ears', () => {
  for (const [name, bring] of Object.entries(steps)) {
    it(`every target is at least 44 px high: ${name}`, async () => {
      const page = await bring({ theme: 'light' });
      for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.cancel();
      const all = targets(page);
      if (name !== 'loading') expect(all.length).to.be.greaterThan(0);
      const low = all.filter((one) => heightOf(one) < 44);
      expect(low.map((one) => one.outerHTML)).to.deep.equal([]);
    });
  }

  it('has one polite live region that outlives every step', async () => {
    const page = await steps['connected']?.({ theme: 'light' });
    const [status, ...others] = page?.all('status') ?? [];
    expect(others).to.deep.equal([]);
    expect(status?.textContent).to.equal('Northwind CRM is connected');
  });

  it('does not take the focus on load', async () => {
    const before = document.activeElement;
    await embed({ set: { integration: 'harbor-ats' } }).then((page) => page.at('filling-form'));
    expect(document.activeElement).to.equal(before);
  });

  it('follows the user with the focus, and leaves it alone when it is elsewhere', async () => {
    frameWindows();
    let said: { status: 'connected' } | undefined;
    const page = await embed({ script: { attempt: () => said } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('heading', 'Finish in the other window'));
    const elsewhere = document.createElement('input');
    document.body.append(elsewhere);
    elsewhere.focus();
    said = { status: 'connected' };
    await eventually(() => {
      window.dispatchEvent(new Event('online'));
      return page.created.length;
    });
    await page.at('connected');
    expect(document.activeElement).to.equal(elsewhere);
    elsewhere.remove();
  });
});

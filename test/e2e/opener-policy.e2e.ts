import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import helmet from 'helmet';
import type { Browser } from 'playwright-core';
import type { DemoOptions } from '../../demo/demo.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { isGone, openHostPage, provider } from './support/host-page.js';

const policies = [undefined, 'same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'];

let browser: Browser;
before(async () => (browser = await launchChromium()));
after(() => browser.close());

/** Connects through real windows. From the user's yes on two seconds pass for the page, however long the machine takes. */
async function connects(demo: RunningDemo): Promise<void> {
  const host = await openHostPage(browser, demo);
  const { clock } = host.context;
  try {
    await clock.install();
    await host.removeAll();
    const popup = await host.signIn('Northwind CRM');
    await provider.signInIfAsked(popup);
    await clock.pauseAt(1_000 + (await host.page.evaluate(() => Date.now())));
    await popup.getByRole('button', { name: 'Allow' }).click({ noWaitAfter: true });
    await isGone(popup);
    await clock.runFor(2_000);
    await host.sees('Northwind CRM is connected');
    assert.equal((await host.heard('connection-created')).length, 1);
    assert.deepEqual(await host.heard('connection-failed'), []);
    assert.deepEqual(await host.connections(), ['northwind-crm']);
  } finally {
    await host.close();
  }
}

for (const hostPolicy of policies) {
  describe(`W5: host sends Cross-Origin-Opener-Policy ${hostPolicy ?? 'not at all'}`, () => {
    let demo: RunningDemo;
    before(async () => {
      const hostHeaders: DemoOptions['hostHeaders'] = (_, response) => {
        if (hostPolicy) response.setHeader('Cross-Origin-Opener-Policy', hostPolicy);
      };
      demo = await runDemo({ hostHeaders });
    });
    after(() => demo.close());

    for (const providerPolicy of policies) {
      it(`completes within 2 s when the provider sends ${providerPolicy ?? 'none'}`, async () => {
        demo.setProviderCoop(providerPolicy);
        await connects(demo);
      });
    }
  });
}

it("F58: completes under helmet's defaults: no-referrer, COOP same-origin, its policy with our two directives", async () => {
  const withHelmet = helmet({
    contentSecurityPolicy: {
      directives: {
        'script-src': ["'self'", 'http://127.0.0.1:*'],
        'connect-src': ["'self'", 'http://127.0.0.1:*'],
        'form-action': ["'self'", 'http://127.0.0.1:*'],
        // plain http on loopback: there is nothing to upgrade to
        'upgrade-insecure-requests': null,
      },
    },
  });
  const demo = await runDemo({
    providerCoop: 'same-origin',
    hostHeaders: (request, response) =>
      withHelmet(request, response, (error) => assert.equal(error, undefined, 'helmet lets the request pass')),
  });
  try {
    const headers = (await fetch(demo.url)).headers;
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    await connects(demo);
  } finally {
    await demo.close();
  }
});

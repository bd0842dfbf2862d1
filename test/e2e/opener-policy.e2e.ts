import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import helmet from 'helmet';
import type { Browser } from 'playwright-core';
import type { DemoOptions } from '../../demo/demo.js';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { openHostPage, provider } from './support/host-page.js';

const policies = [undefined, 'same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'];

let browser: Browser;
before(async () => (browser = await launchChromium()));
after(() => browser.close());

/** Connects through real windows and tells how long the page took to know after the user said yes. */
async function connects(demo: RunningDemo): Promise<number> {
  const host = await openHostPage(browser, demo);
  try {
    await host.removeAll();
    const popup = await host.signIn('Northwind CRM');
    await provider.signInIfAsked(popup);
    await popup.getByRole('button', { name: 'Allow' }).click();
    const start = performance.now();
    await host.sees('Northwind CRM is connected');
    const took = performance.now() - start;
    assert.equal((await host.heard('connection-created')).length, 1);
    assert.deepEqual(await host.heard('connection-failed'), []);
    assert.deepEqual(await host.connections(), ['northwind-crm']);
    return took;
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
        const took = await connects(demo);
        assert.ok(took < 2000, `${Math.round(took)} ms`);
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

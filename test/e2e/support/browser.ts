import { chromium, type Browser } from 'playwright-core';
import { chromium as chromiumPath } from '../../browsers.js';

/**
 * Parts of Chromium that no test is about. The suggestions of the address bar are pages of their own, two for every
 * window, and cost more than most pages under test. The others are Playwright's list, which this one takes the place of.
 */
const features = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

/** Keeps Chromium from calling home, and lets it run as root in a container. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${features.join(',')}`,
];

/** Launches the installed Chromium; the back/forward cache is on, as it is for users. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...args],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

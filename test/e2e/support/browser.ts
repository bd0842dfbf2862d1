import { chromium, type Browser } from 'playwright-core';
import { chromium as chromiumPath } from '../../browsers.js';

/** Keeps Chromium from calling home, and lets it run as root in a container. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Launches the installed Chromium; the back/forward cache is on, as it is for users. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...args],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

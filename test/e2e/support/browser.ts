import { chromium, type Browser } from 'playwright-core';
import { chromium as chromiumPath } from '../../browsers.js';
import { chromiumFlags } from '../../chromium-flags.js';

/** Launches the installed Chromium; the back/forward cache is on, as it is for users. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...args],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

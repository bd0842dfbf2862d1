import { chromium } from 'playwright-core';
import { chromium as chromiumPath } from '../browsers.js';
import { chromiumFlags } from '../chromium-flags.js';
import { measure, type Measured } from './picker/measure.js';
import { servePages } from './picker/pages.js';
import { megabytes, milliseconds, printFigures } from './support/figures.js';

/**
 * The script tag as `npm run build:cdn` makes it, and `@unified-api/react-directory` with the React it asks for, in one
 * Chromium, over the same server and the same ten thousand integrations. That peer's search narrows nothing: its list is
 * drawn again in full at every key, which is what its figures are of.
 */
export async function benchPicker(): Promise<void> {
  const pages = await servePages();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
  try {
    const ours = await measure(browser, `${pages.origin}/ours`, { openings: 5 });
    const theirs = await measure(browser, `${pages.origin}/theirs`, { openings: 1 });
    const line = (what: string, of: (one: Measured) => string, target?: string) => ({
      what,
      measured: of(ours),
      floor: of(theirs),
      ...(target !== undefined && { target }),
    });
    printFigures(
      'Picker over 10,000 integrations',
      [
        line('from navigation to rows on screen, p50', ({ opening }) => milliseconds(at(opening, 0.5)), '300 ms'),
        line('nodes of the widget, text and comments too', ({ nodes }) => nodes.toLocaleString('en'), '1,500'),
        line('script + style + layout of a key, p50', ({ keys }) => milliseconds(at(keys, 0.5))),
        line('script + style + layout of a key, p95', ({ keys }) => milliseconds(at(keys, 0.95)), '16.7 ms'),
        line('the same while one scrolls, a frame, p95', ({ frames }) => milliseconds(at(frames, 0.95)), '16.7 ms'),
        line('JavaScript heap, after collection', ({ heap }) => megabytes(heap)),
        line('rows left by "norhtwind 77"', ({ left }) => left.toLocaleString('en')),
      ],
      { floor: 'react-directory 1.1.25' },
    );
  } finally {
    await browser.close();
    await pages.close();
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

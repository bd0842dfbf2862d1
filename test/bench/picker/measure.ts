import type { Browser, CDPSession, Page } from 'playwright-core';

export interface Measured {
  /** Milliseconds from the start of each navigation to the frame after the first rows. */
  readonly opening: readonly number[];
  readonly nodes: number;
  /** Milliseconds of script, style and layout for each key. */
  readonly keys: readonly number[];
  /** The same for each step of the scroll. */
  readonly frames: readonly number[];
  /** Bytes. */
  readonly heap: number;
  /** Rows after the last search. */
  readonly left: number;
}

/** Each is typed letter by letter, then taken back at once; the last one has a typing error. */
const queries = ['quick', 'harbor b', 'e', 'zephyr', 'norhtwind 77'];
const rows = 'connection-embed [role=option], a.unified_vendor';

/** Opens the page several times, then types and scrolls in it as a user does. */
export async function measure(browser: Browser, url: string, { openings }: { openings: number }): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 480, height: 800 } });
  page.setDefaultTimeout(120_000);
  const opening: number[] = [];
  for (let time = 0; time < openings; time++) {
    await page.goto(url, { waitUntil: 'commit' });
    opening.push(await onScreen(page));
  }
  await quiet(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize: heap = Number.NaN } = await metrics(devtools);
  const nodes = await page.evaluate(countNodes);

  const keys: number[] = [];
  const frames: number[] = [];
  const cost = async (act: () => Promise<void>): Promise<number> => {
    const before = await spent(devtools);
    await act();
    await quiet(page);
    return (await spent(devtools)) - before;
  };
  await page.locator('input').focus();
  let left = Number.NaN;
  for (const query of queries) {
    for (const letter of query) keys.push(await cost(() => page.keyboard.press(letter)));
    left = await page.locator(rows).count();
    await page.locator('input').selectText();
    keys.push(await cost(() => page.keyboard.press('Backspace')));
  }
  await page.locator(rows).nth(2).hover();
  for (let step = 0; step < 30; step++) frames.push(await cost(() => page.mouse.wheel(0, 400)));
  await page.close();
  return { opening, nodes, keys, frames, heap, left };
}

/** Resolves with the time at which the rows had been painted. Text, because the loader of these files marks functions. */
async function onScreen(page: Page): Promise<number> {
  return await page.evaluate<number>(`new Promise((resolve) => {
    const look = () =>
      document.querySelector('connection-embed')?.shadowRoot?.querySelector('[role=option]') ??
      document.querySelector('a.unified_vendor')
        ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
        : requestAnimationFrame(look);
    look();
  })`);
}

/** Resolves once two frames went by in which the page had nothing else to do. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve()))),
      ),
  );
}

async function metrics(devtools: CDPSession): Promise<Record<string, number>> {
  const answer = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(answer.metrics.map(({ name, value }) => [name, value]));
}

/** Milliseconds of script, style and layout since the page began. */
async function spent(devtools: CDPSession): Promise<number> {
  const { ScriptDuration = 0, RecalcStyleDuration = 0, LayoutDuration = 0 } = await metrics(devtools);
  return (ScriptDuration + RecalcStyleDuration + LayoutDuration) * 1000;
}

/** All nodes of the widget, whatever their kind. */
function countNodes(): number {
  const root = document.querySelector('connection-embed')?.shadowRoot ?? document.querySelector('#root');
  if (!root) return Number.NaN;
  const walker = document.createTreeWalker(root);
  let nodes = 1;
  while (walker.nextNode()) nodes++;
  return nodes;
}

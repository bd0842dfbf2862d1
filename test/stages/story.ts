import type { AxeResults, RunOptions } from 'axe-core';
import type { ConsoleMessage, Page } from 'playwright-core';

/** How a story is shown: the globals of the toolbar, as they stand in a Storybook address. */
export interface Look {
  readonly name: string;
  readonly globals: string;
  /** Right-to-left is light again, so axe would only repeat itself. */
  readonly axe: boolean;
  /** The stories that are shown in the few colours a user has chosen for everything. */
  readonly forced?: readonly string[];
}

export const looks: readonly Look[] = [
  { name: 'light', globals: 'theme:light', axe: true },
  { name: 'dark', globals: 'theme:dark', axe: true },
  { name: 'rtl', globals: 'theme:light;language:ar', axe: false },
  {
    name: 'forced',
    globals: 'theme:light',
    axe: false,
    forced: [
      'accounts--removing',
      'accounts--several',
      'forms--every-kind-of-field-refused',
      'forms--provider-away',
      'picker--picking',
      'sign-in--connected',
    ],
  },
];

interface Sight {
  readonly id: string;
  readonly look: Look;
  readonly url: string;
  /** Source of axe-core. */
  readonly axe: string;
  /** Source of what finds text that cannot be read. */
  readonly faint: string;
  /** File to keep what is seen in. */
  readonly picture: string;
}

/**
 * Opens one story in one look, waits until it has played, and answers what is wrong with it. `page` listens to Storybook,
 * and may have shown others before.
 */
export async function lookAt(page: Page, { id, look, url, axe, faint, picture }: Sight): Promise<string[]> {
  const problems: string[] = [];
  const uncaught = (error: Error) => problems.push(`uncaught: ${error.stack ?? error.message}`);
  const printed = (message: ConsoleMessage) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  };
  page.on('pageerror', uncaught).on('console', printed);
  try {
    await page.emulateMedia({ forcedColors: look.forced ? 'active' : 'none' });
    // The add-on's own run of axe leaves a rule out, and would be a second one.
    await page.goto(`${url}/iframe.html?id=${id}&viewMode=story&globals=${look.globals};a11y.manual:!true`);
    await page.waitForFunction(() => window.story.finished, null, { timeout: 20_000 });
    await page.screenshot({ path: picture });
    if (look.axe) problems.push(...(await violations(page, axe)));
    if (look.forced) problems.push(...(await page.evaluate<string[]>(faint)));
    // Last, because what is wrong may come after the story has ended.
    problems.push(...(await page.evaluate(() => window.story.problems)));
    return problems;
  } finally {
    page.off('pageerror', uncaught).off('console', printed);
  }
}

async function violations(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found, passes } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'] }),
  );
  if (passes.length === 0) return ['axe looked at nothing'];
  return found.map(({ id, help, nodes }) => {
    const where = nodes.map(({ target, failureSummary }) => `    ${target.join(' ')}: ${failureSummary}`);
    return `axe: ${id}: ${help}\n${where.join('\n')}`;
  });
}

declare global {
  interface Window {
    story: { finished: boolean; problems: string[] };
    axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
  }
}

import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { RunningDemo } from './demo.js';

/** What the page's event log says, newest first. */
export interface Heard {
  event: string;
  detail: Record<string, unknown>;
}

export interface HostPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly embed: Locator;
  /** Chooses an integration in the picker. */
  choose(name: string): Promise<void>;
  /** Chooses one that is connected already, and goes on to another account at it. */
  chooseAnother(name: string): Promise<void>;
  /** Chooses one that signs in, and answers with the window that opened. */
  signIn(name: string): Promise<Page>;
  /** Answers with the window that `act` opens. */
  opens(act: () => Promise<void>): Promise<Page>;
  fill(values: Record<string, string>): Promise<void>;
  press(button: string): Promise<void>;
  /** Waits for words of the widget. */
  sees(words: string | RegExp): Promise<void>;
  heard(event: string): Promise<Heard[]>;
  /** Waits until the page has heard `event`. */
  hears(event: string): Promise<Heard>;
  connections(): Promise<string[]>;
  /** Takes every connection of the user away, as an earlier test's leftovers would be. */
  removeAll(): Promise<void>;
  close(): Promise<void>;
}

interface OpenOptions {
  /** Of the page, such as `?mode=redirect`. */
  query?: string;
  /** Runs in every page before its own scripts. */
  init?: string | undefined;
}

/** Opens the host page in a browser context of its own. */
export async function openHostPage(
  browser: Browser,
  demo: RunningDemo,
  { query = '', init }: OpenOptions = {},
): Promise<HostPage> {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  if (init) await context.addInitScript({ content: init });
  const page = await context.newPage();
  await page.goto(`${demo.url}/${query}`);
  return hostPage(page);
}

/** The helpers over a page that is there already. */
export function hostPage(page: Page): HostPage {
  const embed = page.locator('connection-embed');
  const opens = async (act: () => Promise<void>) => {
    const [popup] = await Promise.all([page.waitForEvent('popup'), act()]);
    return popup;
  };
  const row = (name: string) => embed.getByRole('option', { name: new RegExp(`^${name}`) });
  const press = (button: string) => embed.getByRole('button', { name: button, exact: true }).click();
  const entries = (event: string) => page.locator(`#events li[data-event="${event}"]`);
  const read = async (entry: Locator, event: string): Promise<Heard> => ({
    event,
    detail: JSON.parse(await entry.locator('code').innerText()),
  });
  return {
    page,
    context: page.context(),
    embed,
    // A driver waits for a page to leave also where the form that would have taken it was refused.
    choose: (name) => row(name).click({ noWaitAfter: true }),
    async chooseAnother(name) {
      await row(name).click();
      await press('Connect another account');
    },
    signIn: (name) => opens(() => row(name).click()),
    opens,
    async fill(values) {
      for (const [label, value] of Object.entries(values)) await embed.getByLabel(label, { exact: true }).fill(value);
    },
    press,
    sees: (words) => embed.getByText(words).first().waitFor(),
    heard: async (event) => Promise.all((await entries(event).all()).map((entry) => read(entry, event))),
    async hears(event) {
      await entries(event).first().waitFor();
      return read(entries(event).first(), event);
    },
    connections: async () =>
      page.evaluate(async () => {
        const list: { integration_type: string }[] = await (await fetch('/api/connections')).json();
        return list.map((one) => one.integration_type).sort();
      }),
    async removeAll() {
      await page.evaluate(async () => {
        const list: { id: string }[] = await (await fetch('/api/connections')).json();
        for (const { id } of list) await fetch(`/api/connections/${id}`, { method: 'DELETE' });
      });
      // The tag knows them, too.
      await page.reload();
    },
    close: () => page.context().close(),
  };
}

/** Waits until a window is closed, which it may be already. */
export async function isGone(window: Page): Promise<void> {
  if (!window.isClosed()) await window.waitForEvent('close');
}

/** The provider's own pages, clicked through as a user does; a known browser sees the consent page only. */
export const provider = {
  async allow(window: Page): Promise<void> {
    await provider.signInIfAsked(window);
    await window.getByRole('button', { name: 'Allow' }).click();
  },
  async deny(window: Page): Promise<void> {
    await provider.signInIfAsked(window);
    await window.getByRole('button', { name: 'Cancel' }).click();
  },
  async signInIfAsked(window: Page): Promise<void> {
    const signIn = window.getByRole('button', { name: 'Sign in' });
    await signIn
      .or(window.getByRole('button', { name: 'Allow' }))
      .first()
      .waitFor();
    if (await signIn.isVisible()) await signIn.click();
    await window.getByRole('button', { name: 'Allow' }).waitFor();
  },
};

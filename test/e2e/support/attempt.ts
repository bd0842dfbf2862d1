import type { BrowserContext, Page } from 'playwright-core';
import type { Attempt, CreatedAttempt } from '../../../src/contract/index.js';
import type { RunningDemo } from './demo.js';
import { provider } from './host-page.js';

/** What the page keeps of the attempts it has under way. */
export function kept(page: Page): Promise<{ id: string; poll_secret: string }[]> {
  return page.evaluate(() =>
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith('connection-embed '))
      .flatMap((key) => JSON.parse(sessionStorage.getItem(key) ?? '[]')),
  );
}

/** How an attempt stands, asked as its page asks. */
export async function pollOnce(
  { server }: Pick<RunningDemo, 'server'>,
  { id, poll_secret }: { id: string; poll_secret: string },
): Promise<Attempt> {
  const reply = await fetch(`${server}/oauth/attempts/${id}`, { headers: { 'attempt-secret': poll_secret } });
  return (await reply.json()) as Attempt;
}

/** Makes an attempt as a script of the host page can, for the user who is signed in there. */
export function createAttempt(page: Page, { server }: Pick<RunningDemo, 'server'>): Promise<CreatedAttempt> {
  return page.evaluate(async (at) => {
    const { token } = await (await fetch('/api/connect-session', { method: 'POST' })).json();
    const reply = await fetch(`${at}/oauth/attempts`, {
      method: 'POST',
      body: JSON.stringify({ integration_type: 'northwind-crm' }),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        authorization: `Bearer ${token}`,
      },
    });
    return await reply.json();
  }, server);
}

/** Takes the ticket out of the form that the widget posts, which then goes nowhere. */
export async function stealTicket(
  context: BrowserContext,
  { server, act }: { server: string; act: () => Promise<unknown> },
): Promise<string> {
  const stolen = new Promise<string>((resolve) => {
    void context.route(`${server}/oauth/start`, async (route) => {
      resolve(new URLSearchParams(route.request().postData() ?? '').get('ticket') ?? '');
      await route.abort();
    });
  });
  await act();
  return await stolen;
}

/** Agrees at the provider, and takes the address of the way back before the browser asks for it. */
export async function wayBack(popup: Page, { server }: { server: string }): Promise<string> {
  const devtools = await popup.context().newCDPSession(popup);
  const paused = new Promise<string>((resolve) => {
    devtools.on('Fetch.requestPaused', ({ request, requestId }) => {
      resolve(request.url);
      void devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    });
  });
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: `${server}/oauth/code/*` }] });
  await provider.allow(popup);
  return await paused;
}

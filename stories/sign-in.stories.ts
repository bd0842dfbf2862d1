import type { Meta } from '@storybook/web-components-vite';
import { connectionTo } from './integrations.js';
import { played, startUrl, tag, type Args, type Play, type Story } from './tag.js';
import { choose, until } from './user.js';
import { closeWindows, framesAsWindows, noWindows } from './windows.js';

/** Signing in at the provider, in a window or in this page, and what comes of it. */
const meta: Meta<Args> = {
  title: 'Sign-in',
  component: 'connection-embed',
  render: tag,
  beforeEach: framesAsWindows,
};

export default meta;

const waiting = (window: string): Play =>
  played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'waiting', window);
  });

const connected = played(async (embed) => {
  await choose(embed, 'Northwind CRM');
  await until(embed, 'connected');
});

/** The host page chose; a window needs the user's click. */
export const Confirming: Story = {
  args: { integration: 'northwind-crm' },
  play: played((embed) => until(embed, 'confirming')),
};

/** Inside the browser of another app a second window would be lost. */
export const InsideAnotherApp: Story = {
  beforeEach: () => {
    const userAgent = `${navigator.userAgent} Instagram 300.0`;
    Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => userAgent });
    return () => Reflect.deleteProperty(navigator, 'userAgent');
  },
  play: played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'confirming');
  }),
};

export const Opening: Story = { args: { script: { createAttempt: () => undefined } }, play: waiting('opening') };

export const WindowOpen: Story = { play: waiting('open') };

export const WindowClosed: Story = {
  play: played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'waiting', 'open');
    closeWindows();
    await until(embed, 'waiting', 'closed');
  }),
};

export const WindowBlocked: Story = { beforeEach: noWindows, play: waiting('blocked') };

/** The page itself is about to leave. */
export const InThisPage: Story = {
  args: { authMode: 'redirect', script: { createAttempt: () => undefined } },
  play: played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'waiting', 'here');
  }),
};

/** Back from the provider without a result: the user pressed Back there. */
export const BackInThisPage: Story = {
  args: { authMode: 'redirect' },
  beforeEach: () => {
    const key = `connection-embed ${startUrl}`;
    sessionStorage.setItem(key, JSON.stringify([{ id: 'att_left', poll_secret: 'secret-of-att_left' }]));
    return () => sessionStorage.removeItem(key);
  },
  play: played((embed) => until(embed, 'waiting', 'closed')),
};

export const Connected: Story = { args: { script: { attempt: () => ({ status: 'connected' }) } }, play: connected };

/** Less was granted than was asked for. */
export const ConnectedWithLess: Story = {
  args: { script: { attempt: () => ({ status: 'connected', denied_permissions: ['crm_deal_read'] }) } },
  play: connected,
};

export const ConnectedAgain: Story = {
  args: {
    script: {
      attempt: () => ({ status: 'connected', reconnected: true, connection: connectionTo('northwind-crm') }),
    },
  },
  play: connected,
};

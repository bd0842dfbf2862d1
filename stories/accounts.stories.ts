import type { Meta } from '@storybook/web-components-vite';
import { ConnectionError } from '../src/contract/index.js';
import { accounts } from './integrations.js';
import { played, tag, type Args, type Play, type Story } from './tag.js';
import { choose, press, seen, until } from './user.js';

/** What this end user has connected already: as whom, how it is, renewed in place, removed. */
const meta: Meta<Args> = {
  title: 'Accounts',
  component: 'connection-embed',
  render: tag,
  args: { script: { connections: () => accounts() } },
};

export default meta;

const managing = (name: string): Play =>
  played(async (embed) => {
    await choose(embed, name);
    await until(embed, 'managing');
  });

const removing = (then?: string): Play =>
  played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'managing');
    await press(embed, 'link', 1);
    await until(embed, 'removing');
    if (!then) return;
    await press(embed, 'button-danger');
    await seen(embed, then);
  });

/** Healthy, to be signed in to again, ending soon. */
export const Several: Story = { play: managing('Northwind CRM') };

export const Paused: Story = { play: managing('Harbor ATS') };

/** A session that may only look. */
export const WithoutRights: Story = {
  args: { script: { connections: () => accounts(), allow: ['list'] } },
  play: managing('Northwind CRM'),
};

export const Removing: Story = { play: removing() };

export const RemovingNow: Story = {
  args: { script: { connections: () => accounts(), removeConnection: () => undefined } },
  play: removing('spinner'),
};

export const RemovalFailed: Story = {
  args: {
    script: { connections: () => accounts(), removeConnection: () => new ConnectionError('provider_timeout') },
  },
  play: removing('banner'),
};

import type { Meta } from '@storybook/web-components-vite';
import { ConnectionError } from '../src/contract/index.js';
import { accounts } from './integrations.js';
import { played, tag, type Args, type Play, type Story } from './tag.js';
import { choose, fill, press, seen, until } from './user.js';
import { everyField, severalWays, withInputs } from './unusual.js';

/** What the user is asked for: a way to connect, what stands before a sign-in, and an integration's keys. */
const meta: Meta<Args> = { title: 'Forms', component: 'connection-embed', render: tag };

export default meta;

const filled = { 'API key': 'not-the-right-key', Domain: 'acme' };

const sent = (shown: string): Play =>
  played(async (embed) => {
    await choose(embed, 'Harbor ATS');
    await fill(embed, filled);
    await press(embed, 'submit');
    await seen(embed, shown);
  });

export const Filling: Story = {
  play: played(async (embed) => {
    await choose(embed, 'Harbor ATS');
    await until(embed, 'filling-form');
  }),
};

/** Values that are refused before they are sent; the first of them has the focus. */
export const RefusedHere: Story = {
  play: played(async (embed) => {
    await choose(embed, 'Harbor ATS');
    await fill(embed, { 'API key': 'short' });
    await press(embed, 'submit');
    await seen(embed, 'field-error');
  }),
};

/** What was typed is still there. */
export const RefusedByTheProvider: Story = {
  args: {
    script: {
      createConnection: () =>
        new ConnectionError('credentials_rejected', {
          request_id: 'req_7Jq2',
          errors: [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }],
        }),
    },
  },
  play: sent('field-error'),
};

export const ProviderAway: Story = {
  args: { script: { createConnection: () => new ConnectionError('provider_unreachable') } },
  play: sent('banner'),
};

export const Connecting: Story = { args: { script: { createConnection: () => undefined } }, play: sent('spinner') };

export const EveryKindOfField: Story = {
  args: { script: { integrations: () => [everyField] }, integration: everyField.type },
  play: played((embed) => until(embed, 'filling-form')),
};

export const EveryKindOfFieldRefused: Story = {
  ...EveryKindOfField,
  play: played(async (embed) => {
    await until(embed, 'filling-form');
    await press(embed, 'submit');
    await seen(embed, 'field-error');
  }),
};

export const ChoosingAWay: Story = {
  args: { script: { integrations: () => [severalWays] }, integration: severalWays.type },
  play: played((embed) => until(embed, 'choosing-method')),
};

/** A sign-in that has to know something first. */
export const AskedBeforeSigningIn: Story = {
  args: { script: { integrations: () => [withInputs] }, integration: withInputs.type },
  play: played((embed) => until(embed, 'asking-inputs')),
};

/** A new key for an account that is there already. */
export const Renewing: Story = {
  args: { script: { connections: () => accounts() } },
  play: played(async (embed) => {
    await choose(embed, 'Harbor ATS');
    await until(embed, 'managing');
    await press(embed, 'link');
    await until(embed, 'filling-form');
  }),
};

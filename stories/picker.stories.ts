import type { Meta } from '@storybook/web-components-vite';
import { ConnectionError } from '../src/contract/index.js';
import { accounts, integrations } from './integrations.js';
import { played, tag, type Args, type Play, type Story } from './tag.js';
import { many } from './unusual.js';
import { press, search, until } from './user.js';

/** The list of what can be connected: searched, narrowed, empty, slow and failed. */
const meta: Meta<Args> = { title: 'Picker', component: 'connection-embed', render: tag };

export default meta;

const searching = (query: string): Play =>
  played(async (embed) => {
    await until(embed, 'picking');
    await search(embed, query);
  });

export const Picking: Story = { play: played((embed) => until(embed, 'picking')) };

export const Loading: Story = { args: { script: { integrations: () => undefined } } };

/** Eight seconds later. */
export const LoadingSlowly: Story = {
  ...Loading,
  play: played(async (embed) => {
    await until(embed, 'loading');
    const root = embed.renderRoot;
    for (const animation of root instanceof ShadowRoot ? root.getAnimations() : [])
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }),
};

export const Searching: Story = { play: searching('quil') };

/** A typing error is forgiven where nothing else matches. */
export const Mistyped: Story = { play: searching('qiull') };

export const NothingFound: Story = { play: searching('zephyr') };

export const OneCategory: Story = {
  play: played(async (embed) => {
    await until(embed, 'picking');
    await press(embed, 'category', 2);
  }),
};

/** What is connected already comes first, and says how it is. */
export const SomeConnected: Story = { args: { script: { connections: () => accounts() } } };

/** In a long list, what was chosen in this browser lately. */
export const RecentlyUsed: Story = {
  args: { script: { integrations: () => many(40) } },
  beforeEach: () => {
    const key = 'connection-embed recent';
    localStorage.setItem(key, JSON.stringify(['quill-books', 'paper-crane', 'meridian']));
    return () => localStorage.removeItem(key);
  },
};

export const TenThousand: Story = { args: { script: { integrations: () => many(10_000) } } };

export const TenThousandSearched: Story = { ...TenThousand, play: searching('harbor 77') };

export const WithoutSearchAndCategories: Story = { args: { withoutSearch: true, withoutCategories: true } };

/** The server offers nothing, which is not a failure. */
export const NothingOffered: Story = { args: { script: { integrations: () => [] } } };

/** A failure is never shown as an empty list. */
export const Failed: Story = {
  args: { script: { integrations: () => new ConnectionError('internal_error', { request_id: 'req_7Jq2' }) } },
};

export const Unreachable: Story = { args: { script: { integrations: () => new ConnectionError('network_failed') } } };

/** Without a network, as far as the browser knows; the list is asked for again when it is back. */
export const Offline: Story = {
  ...Unreachable,
  beforeEach: () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    return () => Reflect.deleteProperty(navigator, 'onLine');
  },
};

/** Names and logos as they come: long ones, without a space, in other scripts. */
export const AllKindsOfNames: Story = {
  args: {
    script: {
      integrations: () =>
        [
          'Zoho',
          'The Extraordinarily Long-Winded Customer Relationship Company',
          'Donaudampfschifffahrtsgesellschaftskapitän',
          'Контур Бухгалтерия',
          'مسار للموارد البشرية',
          '<b>Bold</b> & Söns',
        ].map((name, at) => ({ ...integrations[at % 3], type: `name-${at}`, name, categories: ['crm', 'ats'] })),
    },
  },
};

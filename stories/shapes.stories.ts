import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { played, tag, type Args, type Story } from './tag.js';
import { choose, until } from './user.js';

/** In the page, at a button of the page's own, or in the middle of the window. */
const meta: Meta<Args> = { title: 'Shapes', component: 'connection-embed', render: tag };

export default meta;

const opened = played(async (embed) => {
  embed.open();
  await until(embed, 'picking');
});

export const Inline: Story = { play: played((embed) => until(embed, 'picking')) };

/** Nothing is asked of the server until it is opened. */
export const Closed: Story = { args: { display: 'popover' } };

export const Popover: Story = { args: { display: 'popover' }, play: opened };

/** At the end of a line, below the fold: it stays inside the window. */
export const PopoverInACorner: Story = {
  ...Popover,
  render: (args) => html`<div class="corner">${tag(args)}</div>`,
};

export const Dialog: Story = { args: { display: 'dialog' }, play: opened };

export const DialogWithForm: Story = {
  args: { display: 'dialog' },
  play: played(async (embed) => {
    embed.open();
    await choose(embed, 'Harbor ATS');
    await until(embed, 'filling-form');
  }),
};

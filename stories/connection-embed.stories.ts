import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ConnectionError } from '../src/contract/index.js';
import { defineConnectionEmbed, type ConnectionEmbed } from '../src/widget/element/index.js';
import { integrations } from './integrations.js';
import { scriptedSource, type Script } from './scripted-source.js';
import { choose, fill, press, search, until } from './user.js';

defineConnectionEmbed();

interface Args {
  script?: Script;
  integration?: string;
}

/** One story for each step of the flow, each brought about by what a user and a server would do. */
const meta: Meta<Args> = {
  title: 'connection-embed',
  component: 'connection-embed',
  render: ({ script, integration }) =>
    html`<connection-embed
      .source=${scriptedSource(script)}
      .copy=${{ product: 'Acme' }}
      .integration=${integration}
    ></connection-embed>`,
};

export default meta;

type Story = StoryObj<Args>;

function embedIn(canvas: HTMLElement): ConnectionEmbed {
  const embed = canvas.querySelector('connection-embed');
  if (!embed) throw new Error('the story has no connection-embed');
  return embed;
}

const noWindow = (): void => {
  window.open = () => null;
};

/** A window that goes nowhere and can be closed, as the one a browser opens. */
const frameAsWindow = (): HTMLIFrameElement => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  window.open = () => frame.contentWindow;
  return frame;
};

export const Loading: Story = { args: { script: { integrations: () => undefined } } };

export const Picking: Story = {};

export const Searching: Story = {
  play: async ({ canvasElement }) => {
    const embed = embedIn(canvasElement);
    await until(embed, 'picking');
    await search(embed, 'quil');
  },
};

export const EmptyResult: Story = {
  play: async ({ canvasElement }) => {
    const embed = embedIn(canvasElement);
    await until(embed, 'picking');
    await search(embed, 'zephyr');
  },
};

export const NothingOffered: Story = { args: { script: { integrations: () => [] } } };

export const Confirming: Story = { args: { integration: 'northwind-crm' } };

export const FillingForm: Story = {
  play: async ({ canvasElement }) => {
    const embed = embedIn(canvasElement);
    await choose(embed, 'Harbor ATS');
    await until(embed, 'filling-form');
  },
};

export const RefusedKey: Story = {
  args: {
    script: {
      createConnection: () =>
        new ConnectionError('credentials_rejected', {
          request_id: 'req_7Jq2',
          errors: [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }],
        }),
    },
  },
  play: async ({ canvasElement }) => {
    const embed = embedIn(canvasElement);
    await choose(embed, 'Harbor ATS');
    await fill(embed, { 'API key': 'not-the-right-key', Domain: 'acme' });
    await press(embed, 'Connect');
  },
};

export const ProviderAway: Story = {
  ...RefusedKey,
  args: { script: { createConnection: () => new ConnectionError('provider_unreachable') } },
};

export const Creating: Story = { ...RefusedKey, args: { script: { createConnection: () => undefined } } };

export const WaitingOpen: Story = {
  play: async ({ canvasElement }) => {
    frameAsWindow();
    const embed = embedIn(canvasElement);
    await choose(embed, 'Northwind CRM');
    await until(embed, 'waiting', 'open');
  },
};

export const WaitingClosed: Story = {
  play: async ({ canvasElement }) => {
    const frame = frameAsWindow();
    const embed = embedIn(canvasElement);
    await choose(embed, 'Northwind CRM');
    await until(embed, 'waiting', 'open');
    frame.remove();
    await until(embed, 'waiting', 'closed');
  },
};

export const WaitingBlocked: Story = {
  play: async ({ canvasElement }) => {
    noWindow();
    const embed = embedIn(canvasElement);
    await choose(embed, 'Northwind CRM');
    await until(embed, 'waiting', 'blocked');
  },
};

export const Connected: Story = {
  args: { script: { attempt: () => ({ status: 'connected' }) } },
  play: async ({ canvasElement }) => {
    frameAsWindow();
    const embed = embedIn(canvasElement);
    await choose(embed, 'Northwind CRM');
    await until(embed, 'connected');
  },
};

export const ProblemDenied: Story = {
  ...Connected,
  args: { script: { attempt: () => ({ status: 'denied' }) } },
  play: async ({ canvasElement }) => {
    frameAsWindow();
    const embed = embedIn(canvasElement);
    await choose(embed, 'Northwind CRM');
    await until(embed, 'problem');
  },
};

export const ProblemList: Story = {
  args: { script: { integrations: () => new ConnectionError('internal_error', { request_id: 'req_7Jq2' }) } },
};

export const ProblemUnreachable: Story = {
  args: { script: { integrations: () => new ConnectionError('network_failed') } },
};

export const ManyIntegrations: Story = {
  args: {
    script: {
      integrations: () =>
        Array.from({ length: 40 }, (_, batch) =>
          integrations.map((one) => ({ ...one, type: `${one.type}-${batch}`, name: `${one.name} ${batch + 1}` })),
        ).flat(),
    },
  },
};

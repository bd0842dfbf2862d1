import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { defineConnectionEmbed } from '../src/widget/element/index.js';
import { ConnectionConfigurator } from './configurator/configurator.js';
import { framesAsWindows } from './windows.js';

defineConnectionEmbed();
if (!customElements.get('connection-configurator'))
  customElements.define('connection-configurator', ConnectionConfigurator);

/** Set the tag up, see it live, copy the code for it. */
const meta: Meta = { title: 'Configurator', tags: ['!autodocs'] };

export default meta;

export const Configurator: StoryObj = {
  beforeEach: framesAsWindows,
  render: () => html`<connection-configurator></connection-configurator>`,
};

import type { Preview } from '@storybook/web-components-vite';
import { html } from 'lit';

const preview: Preview = {
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction of the page',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', direction: 'ltr' },
  parameters: { layout: 'fullscreen', a11y: { test: 'error' } },
  decorators: [
    (story, { globals }) =>
      html`<main class="page" data-theme=${String(globals.theme)} dir=${String(globals.direction)}>${story()}</main>`,
  ],
};

export default preview;

import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The project's own Vite configuration builds the package, not a site.
  viteFinal: (own) => ({ ...own, build: { ...own.build, lib: false, target: 'es2022' } }),
};

export default config;

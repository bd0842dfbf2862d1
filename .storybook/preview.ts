/// <reference types="vite/client" />
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { html } from 'lit';
import { languages } from '../stories/languages.js';
import { cssOf, themeOf, themes } from '../stories/themes.js';

// The documentation's tables come out of the docblock of the tag's class, by way of `npm run build`.
const manifests = import.meta.glob('../dist/custom-elements.json', { eager: true, import: 'default' });
for (const manifest of Object.values(manifests)) setCustomElementsManifest(manifest);

const preview: Preview = {
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    look: {
      description: 'A look made of the public variables',
      toolbar: { icon: 'paintbrush', items: Object.keys(themes), dynamicTitle: true },
    },
    language: {
      description: 'Language of the page, and with it the writing direction',
      toolbar: {
        icon: 'globe',
        items: Object.entries(languages).map(([value, { name }]) => ({ value, title: name })),
        dynamicTitle: true,
      },
    },
    width: {
      description: 'Room for the tag',
      toolbar: { icon: 'grow', items: ['100%', '400px', '320px'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', look: 'Plain', language: 'en', width: '100%' },
  parameters: { layout: 'fullscreen', a11y: { test: 'error' }, docs: { story: { inline: false, iframeHeight: 700 } } },
  tags: ['autodocs'],
  decorators: [
    (story, { globals, name }) => {
      const { theme, look, language, width } = globals;
      const { variables, page } = themeOf(look);
      const scheme = page.scheme ?? String(theme);
      return html`<main
        class="page"
        lang=${String(language)}
        dir=${languages[String(language)]?.direction ?? 'ltr'}
        style="color-scheme: ${scheme}; background: ${page.background}; ${cssOf({ variables })}"
      >
        <h1 class="story-name">${name}</h1>
        <div class="frame" style="max-inline-size: ${String(width)}">${story()}</div>
      </main>`;
    },
  ],
};

export default preview;

import type { Meta } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ConnectionError } from '../src/contract/index.js';
import { accounts } from './integrations.js';
import { tag, type Args, type Story } from './tag.js';
import { cssOf, themeOf } from './themes.js';
import { choose, fill, press, search, seen, until } from './user.js';
import { framesAsWindows } from './windows.js';

/** Six looks made of the public variables alone, each at three steps, in the colours of the page and in the other. */
const meta: Meta<Args> = { title: 'Looks', beforeEach: framesAsWindows, tags: ['!autodocs'] };

export default meta;

const refused = {
  connections: () => accounts(),
  createConnection: () =>
    new ConnectionError('credentials_rejected', {
      errors: [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }],
    }),
  attempt: () => ({ status: 'connected' }) as const,
};

function sheet(name: string): TemplateResult {
  const { page, variables } = themeOf(name);
  const scheme = page.scheme ?? 'inherit';
  return html`<div
    class="sheet"
    style="color-scheme: ${scheme}; background: ${page.background}; ${cssOf({ variables })}"
  >
    ${Array.from({ length: 4 }, () => tag({ script: refused }))}
  </div>`;
}

const look = (name: string): Story => ({
  render: () => sheet(name),
  play: async ({ canvasElement }) => {
    const [picker, searched, form, done] = canvasElement.querySelectorAll('connection-embed');
    if (!picker || !searched || !form || !done) throw new Error('the sheet lacks a tag');
    await until(picker, 'picking');
    await choose(form, 'Lumen Mail');
    await fill(form, { 'API Key': 'not-the-right-key' });
    await press(form, 'submit');
    await seen(form, 'field-error');
    await choose(done, 'Quill Books Online');
    await until(done, 'connected');
    await until(searched, 'picking');
    await search(searched, 'quil');
  },
});

export const Plain = look('Plain');
export const Midnight = look('Midnight');
export const Paper = look('Paper');
export const HighContrast = look('High contrast');
export const Rounded = look('Rounded');
export const Dense = look('Dense');

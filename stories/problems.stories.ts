import type { Meta } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ConnectionError, problems, type ProblemCode } from '../src/contract/index.js';
import { accounts } from './integrations.js';
import type { Script } from './scripted-source.js';
import { played, tag, type Args, type Story } from './tag.js';
import { choose, press, until } from './user.js';

/** Whatever goes wrong has its own words and its own way on. */
const meta: Meta<Args> = { title: 'Problems', component: 'connection-embed', render: tag };

export default meta;

/** A sign-in in this page that the server answers with `code`. */
const failing = (code: ProblemCode, retryAfter?: number, script: Script = {}): Args => ({
  authMode: 'redirect',
  script: {
    ...script,
    createAttempt: () =>
      new ConnectionError(code, { request_id: 'req_7Jq2', ...(retryAfter && { retry_after: retryAfter }) }),
  },
});

const problem = (code: ProblemCode, retryAfter?: number): Story => ({
  args: failing(code, retryAfter),
  play: played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'problem');
  }),
});

export const Denied = problem('access_denied');

/** An account was to be renewed, and the user signed in to another one. */
export const WrongAccount: Story = {
  args: failing('account_mismatch', undefined, { connections: () => accounts() }),
  play: played(async (embed) => {
    await choose(embed, 'Northwind CRM');
    await until(embed, 'managing');
    await press(embed, 'button-primary');
    await until(embed, 'problem');
  }),
};

export const TooMany = problem('rate_limited', 40);

export const Misconfigured = problem('integration_misconfigured');

export const NotAllowed = problem('forbidden');

/** All of the table of codes. */
export const EveryCode: Story = {
  render: (): TemplateResult =>
    html`<div class="sheet">
      ${Object.keys(problems).map((code) => html`<section aria-label=${code}>${tag(failing(codeOf(code)))}</section>`)}
    </div>`,
  play: async ({ canvasElement }) => {
    for (const embed of canvasElement.querySelectorAll('connection-embed')) {
      await choose(embed, 'Northwind CRM');
      await until(embed, 'problem');
    }
  },
  parameters: { docs: { disable: true } },
  tags: ['!autodocs'],
};

function codeOf(code: string): ProblemCode {
  for (const known of Object.keys(problems)) if (known === code && isCode(known)) return known;
  throw new Error(`${code} is no code of the table`);
}

function isCode(code: string): code is ProblemCode {
  return code in problems;
}

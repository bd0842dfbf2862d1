import { html, nothing, type TemplateResult } from 'lit';
import type { Integration } from '../../../contract/index.js';
import { iconView } from './icon.js';
import { whole } from './whole.js';

interface Heading {
  readonly title: string;
  readonly text?: string | undefined;
}

/** The integration beside the title of a step that asks something, and a sentence below where there is one. */
export function headingView(integration: Integration, { title, text }: Heading): TemplateResult {
  return html`<div part="heading">
      ${iconView(integration)}
      <h2 part="title" id="form-title" tabindex="-1" data-focus>${whole(title, integration.name)}</h2>
    </div>
    ${text ? html`<p part="description">${text}</p>` : nothing}`;
}

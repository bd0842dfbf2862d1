import { html, nothing, type TemplateResult } from 'lit';
import type { AuthMethod } from '../../../contract/index.js';
import { authMethodsOf, fieldsOf, type Copy, type FlowAt } from '../../core/index.js';
import { glyphs } from './glyphs.js';
import { headingView } from './heading.js';
import { backView } from './message.js';
import { stepGlyphs } from './step-glyphs.js';

export interface ChoosingMethodModel {
  readonly flow: FlowAt<'choosing-method'>;
  readonly copy: Copy;
  readonly preset: boolean;
}

export interface ChoosingMethodActions {
  back(): void;
  chooseMethod(method: AuthMethod): void;
}

/** One integration, several ways to authorise: each says what it asks of the user. */
export function choosingMethodView(
  { flow, copy, preset }: ChoosingMethodModel,
  actions: ChoosingMethodActions,
): TemplateResult {
  const { integration } = flow;
  const about = { integration: integration.name, fields: fieldsOf(integration).map(({ label }) => label) };
  return html`<div part="body">
    <div part="scroller">
      ${preset ? nothing : backView(copy, actions)} ${headingView(integration, copy.choosingMethod(integration.name))}
      ${authMethodsOf(integration).map((method) => {
        const { title, text } = copy.methods[method](about);
        return html`<button part="method" @click=${() => actions.chooseMethod(method)}>
          ${method === 'token' ? stepGlyphs.key : stepGlyphs.signIn}
          <span part="method-text"><span part="method-title">${title}</span> ${text}</span>
          ${glyphs.next}
        </button>`;
      })}
    </div>
  </div>`;
}

import type { AuthMethod, Integration } from 'connection-embed/contract';
import {
  authMethodsOf,
  categoryLabel,
  createIndex,
  fieldsOf,
  hintOf,
  search,
  type Copy,
  type Flow,
  type FlowAt,
  type Inputs,
} from 'connection-embed/core';
import { element } from './element.js';
import { formView } from './form.js';

/** What the user can do; the flow decides what comes of it. */
export interface Actions {
  search(query: string): void;
  choose(integration: Integration): void;
  method(method: AuthMethod): void;
  inputs(inputs: Inputs): void;
  submit(values: readonly string[]): void;
  retry(): void;
  back(): void;
}

export interface Drawing {
  readonly copy: Copy;
  readonly actions: Actions;
  /** What was sent last, for a form that was refused. */
  readonly typed: readonly string[];
}

/** What stands on the page at a step of the flow. */
export function draw(flow: Flow, drawing: Drawing): Node[] {
  const { copy, actions } = drawing;
  switch (flow.step) {
    case 'loading':
      return [heading(copy.announceLoading)];
    case 'picking':
      return pickingView(flow, drawing);
    case 'choosing-method': {
      const { integration } = flow;
      const { title, text } = copy.choosingMethod(integration.name);
      const fields = fieldsOf(integration).map(({ label }) => label);
      const ways = authMethodsOf(integration).map((method) => {
        const words = copy.methods[method]({ integration: integration.name, fields });
        return button(words.title, () => actions.method(method), words.text);
      });
      return [heading(title), paragraph(text), ...ways, button(copy.back, actions.back)];
    }
    case 'asking-inputs':
    case 'filling-form':
    case 'creating':
      return [heading(copy.connectTitle(flow.integration.name)), ...formView(flow, drawing)];
    case 'waiting': {
      const { title, text } = copy.waiting[flow.window](flow.integration.name);
      return [heading(title), paragraph(text), button(copy.reopen, actions.retry), button(copy.cancel, actions.back)];
    }
    case 'connected': {
      const integration = flow.integration?.name ?? flow.connection.integration_type;
      return [
        heading(copy.connected({ integration, reconnected: flow.reconnected })),
        button(copy.connectAnother, actions.back),
      ];
    }
    case 'problem': {
      const { code, retry_after: retryAfter } = flow.failure;
      const about = { product: copy.product, integration: flow.integration?.name, retryAfter, offline: false };
      const { title, text } = copy.problems[code](about);
      return [
        heading(title),
        paragraph(text),
        button(copy.retry, actions.retry),
        button(copy.chooseOther, actions.back),
      ];
    }
    // Steps of a page that also manages accounts, or chooses for the user: this one does neither.
    case 'confirming':
    case 'managing':
    case 'removing':
    case 'closed':
      return [];
  }
}

function pickingView({ picker }: FlowAt<'picking'>, { copy, actions }: Drawing): Node[] {
  const index = createIndex(picker.integrations, {
    categoryLabel: (category) => categoryLabel(category, copy),
  });
  const rows = element('ul', { className: 'rows' });
  const show = (query: string): void =>
    rows.replaceChildren(
      ...search(index, query)
        .filter(({ integration }) => integration.is_active !== false)
        .map(({ integration }) => {
          const choose = (): void => actions.choose(integration);
          return element('li', {}, button(integration.name, choose, hintOf(integration, copy)));
        }),
    );
  const input = element('input', {
    type: 'search',
    value: picker.query,
    ariaLabel: copy.search,
    placeholder: copy.searchPlaceholder(picker.integrations.length),
  });
  input.addEventListener('input', () => {
    actions.search(input.value);
    show(input.value);
  });
  show(picker.query);
  return [heading(copy.title), input, rows];
}

function heading(text: string): HTMLElement {
  return element('h2', { tabIndex: -1 }, text);
}

function paragraph(text: string): HTMLElement {
  return element('p', {}, text);
}

function button(text: string, act: () => void, hint = ''): HTMLElement {
  const made = element('button', { type: 'button' }, text, ...(hint ? [element('span', {}, hint)] : []));
  made.addEventListener('click', act);
  return made;
}

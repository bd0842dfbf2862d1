import { adoptStyles, nothing, type CSSResultOrNative } from 'lit';
import type { TokenAuth } from '../../contract/index.js';
import type { Copy, Flow } from '../core/index.js';
import { FormController, type FormHost } from './controllers/form-controller.js';
import type { AuthMode } from './options.js';
import { stepStyles } from './styles/steps.js';
import { formView } from './views/form.js';
import {
  confirmingView,
  connectedView,
  problemView,
  waitingView,
  type MessageActions,
  type MessageModel,
} from './views/message.js';

export interface StepsHost extends FormHost {
  readonly authMode: AuthMode;
  readonly integration: string | undefined;
}

export interface StepsActions extends Omit<MessageActions, 'copyDetails'> {
  submit(auth: TokenAuth, key: string): void;
}

/** Everything after the picker, as one part that arrives together. */
export interface Steps {
  /** The view of the step the flow is at. */
  view(flow: Flow, copy: Copy): unknown;
  /** What a screen reader is told of it. */
  announcement(flow: Flow, copy: Copy): string;
}

/** Furnishes a tag with the later steps: their styles, the form's controller, their views. */
export function createSteps(host: StepsHost, styles: CSSResultOrNative[], actions: StepsActions): Steps {
  if (host.renderRoot instanceof ShadowRoot) adoptStyles(host.renderRoot, [...styles, stepStyles]);
  const form = new FormController(host);
  const formActions = {
    back: actions.back,
    left: (at: number) => form.left(at),
    changed: (at: number) => form.changed(at),
    reveal: (at: number) => form.reveal(at),
    submit: (event: SubmitEvent) => {
      event.preventDefault();
      const taken = form.take();
      if (taken) actions.submit(taken.auth, taken.key);
    },
  };
  let copied: Flow | undefined;
  const messageActions = {
    ...actions,
    copyDetails: async (text: string): Promise<void> => {
      await navigator.clipboard.writeText(text);
      copied = host.flow;
      host.requestUpdate();
    },
  };

  return {
    view(flow, copy) {
      const preset = host.integration !== undefined;
      const message = <F extends Flow>(at: F): Omit<MessageModel<never>, 'flow'> & { flow: F } => ({
        flow: at,
        copy,
        preset,
        authMode: host.authMode,
        detailsCopied: copied === flow,
      });
      switch (flow.step) {
        case 'confirming':
          return confirmingView(message(flow), messageActions);
        case 'filling-form':
        case 'creating':
          return formView({ flow, copy, preset, ...form.model }, formActions);
        case 'waiting':
          return waitingView(message(flow), messageActions);
        case 'connected':
          return connectedView(message(flow), messageActions);
        case 'problem':
          return problemView(message(flow), messageActions);
        default:
          return nothing;
      }
    },
    announcement,
  };
}

function announcement(flow: Flow, copy: Copy): string {
  switch (flow.step) {
    case 'creating':
      return copy.announceConnecting(flow.integration.name);
    case 'waiting':
      return copy.waiting[flow.window](flow.integration.name).title;
    case 'connected':
      return copy.announceConnected(flow.integration?.name ?? flow.connection.integration_name ?? '');
    case 'filling-form':
    case 'problem':
      return flow.failure ? copy.announceProblem(problemTitle(flow, copy)) : '';
    default:
      return '';
  }
}

function problemTitle(
  { failure, integration }: Extract<Flow, { step: 'filling-form' | 'problem' }>,
  copy: Copy,
): string {
  if (!failure) return '';
  const { code, retry_after } = failure;
  return copy.problems[code]({ product: copy.product, integration: integration?.name, retryAfter: retry_after }).title;
}

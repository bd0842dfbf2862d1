import { nothing } from 'lit';
import type { AuthMethod, Connection, Integration } from '../../contract/index.js';
import { authMethodOf, type Flow } from '../core/index.js';
import type { Actions, Controllers } from './actions.js';
import type { FlowHandle } from './controllers/flow-handle.js';
import { choosingMethodView } from './views/choosing-method.js';
import { confirmingView } from './views/confirming.js';
import { connectedView } from './views/connected.js';
import { formView } from './views/form.js';
import { managingView } from './views/managing.js';
import type { MessageModel } from './views/message.js';
import { problemView } from './views/problem.js';
import type { ProblemWordsOptions } from './views/problem-words.js';
import { removingView } from './views/removing.js';
import { waitingView } from './views/waiting.js';

export interface StepContext extends ProblemWordsOptions, Controllers {
  readonly actions: Actions;
}

/** The view of a later step. `at` is where the user stands as they are to see it. */
export function stepView(at: Flow, { flow, form, cover, actions, copy, offline }: StepContext): unknown {
  const { integration, authMode } = flow.host;
  const preset = integration !== undefined;
  const mayCreate = flow.allows('create');
  const message = <F extends Flow>(at: F): Omit<MessageModel<never>, 'flow'> & { flow: F } => ({
    flow: at,
    copy,
    offline,
    preset,
    authMode,
    copied: actions.copied === flow.flow,
    line: copy.permissions({ product: copy.product, permissions: flow.shownPermissions }),
    inApp: flow.inApp,
    mayCreate,
  });
  switch (at.step) {
    case 'confirming':
      return confirmingView(message(at), actions);
    case 'choosing-method':
      return choosingMethodView({ flow: at, copy, preset }, actions);
    case 'asking-inputs':
    case 'filling-form':
    case 'creating':
      return formView({ flow: at, copy, offline, preset, obscured: cover.obscured, fields: form.fields }, actions);
    case 'waiting':
      return waitingView(message(at), actions);
    case 'managing': {
      const renewalOf = renewals(flow, at.integration);
      const mayRemove = flow.allows('remove') && flow.source?.removeConnection !== undefined;
      return managingView({ flow: at, copy, now: Date.now(), renewalOf, mayRemove, mayCreate }, actions);
    }
    case 'removing':
      return removingView(message(at), actions);
    case 'connected':
      return connectedView(message(at), actions);
    case 'problem':
      return problemView(message(at), actions);
    default:
      return nothing;
  }
}

/** How each account can be authorised again: in the way it was before, if that is offered and allowed here. */
function renewals(
  flow: FlowHandle,
  integration: Integration | undefined,
): (connection: Connection) => AuthMethod | undefined {
  return (connection) => {
    const method = integration && flow.allows('reconnect') ? authMethodOf(connection, integration) : undefined;
    return method === 'token' && !flow.source?.renewConnection ? undefined : method;
  };
}

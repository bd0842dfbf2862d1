import type { CoverController } from './controllers/cover-controller.js';
import { add } from './controllers/choosing.js';
import type { FlowHandle } from './controllers/flow-handle.js';
import type { FocusController } from './controllers/focus-controller.js';
import type { FormController } from './controllers/form-controller.js';
import { another, back, connectSeparately, done, remove, renew, retry } from './controllers/moves.js';
import { submit } from './controllers/submit.js';
import type { Flow } from '../core/index.js';
import type { ChoosingMethodActions } from './views/choosing-method.js';
import type { FormActions } from './views/form.js';
import type { ManagingActions } from './views/managing.js';
import type { MessageActions } from './views/message.js';
import type { RemovingActions } from './views/removing.js';

export interface Controllers {
  readonly flow: FlowHandle;
  readonly focus: FocusController;
  readonly form: FormController;
  readonly cover: CoverController;
}

/** All that the later steps offer to do. */
export interface Actions extends MessageActions, ManagingActions, RemovingActions, ChoosingMethodActions, FormActions {
  /** Where something was copied last. */
  copied: Flow | undefined;
}

/** What the buttons of the later steps do; the focus follows where they lead to another. */
export function createActions(close: () => void, { flow, focus, form, cover }: Controllers): Actions {
  const following = (step: () => void) => () => focus.follow(step);
  const copy = async (text: string): Promise<void> => {
    // A browser that refuses leaves the words as they are.
    const written = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (!written) return;
    actions.copied = flow.flow;
    flow.host.requestUpdate();
  };
  const again = following(() => retry(flow));
  const actions: Actions = {
    copied: undefined,
    confirm: following(() => flow.go({ type: 'confirmed' })),
    back: following(() => back(flow)),
    retry: again,
    reopen: again,
    continueHere: following(() => flow.go({ type: 'retried' }, 'redirect')),
    done: following(() => {
      if (done(flow)) close();
    }),
    another: following(() => another(flow)),
    copyDetails: copy,
    copyLink: () => copy(location.href),
    connectSeparately: following(() => connectSeparately(flow)),
    add: (integration) => focus.follow(() => add(flow, integration)),
    renew: (connection) => focus.follow(() => renew(flow, connection)),
    askRemoval: (connection) => focus.follow(() => flow.apply({ type: 'removal-asked', connection })),
    keep: () => {
      if (flow.flow.step === 'removing' && !flow.flow.busy) actions.back();
    },
    remove: following(() => remove(flow)),
    chooseMethod: (method) => focus.follow(() => flow.go({ type: 'method-chosen', method })),
    left: (event) => form.left(event),
    changed: (event) => form.changed(event),
    reveal: (at) => form.reveal(at),
    submit: (event) => {
      event.preventDefault();
      const taken = cover.obscured ? undefined : form.take();
      if (taken) focus.follow(() => submit(flow, taken));
    },
  };
  return actions;
}

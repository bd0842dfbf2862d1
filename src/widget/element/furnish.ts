import { nothing } from 'lit';
import { enSteps } from '../core/copy/en-steps.js';
import { en, mergeCopy, type Copy, type CopyOverrides, type Flow, type Picker } from '../core/index.js';
import { connect } from './controllers/connect.js';
import { CoverController } from './controllers/cover-controller.js';
import type { FlowHandle } from './controllers/flow-handle.js';
import { FocusController } from './controllers/focus-controller.js';
import { FormController, type FormHost } from './controllers/form-controller.js';
import { watchFailures } from './controllers/failure-watch.js';
import { another, back, done, retry } from './controllers/moves.js';
import { submit } from './controllers/submit.js';
import type { CreatedConnection } from './events.js';
import { find } from './find.js';
import { keepTabStop, moveInPicker, rove } from './keys.js';
import type { AuthMode, ConnectOptions } from './options.js';
import { form as formStyles } from './styles/form.js';
import { addStyles } from './styles/index.js';
import { messages } from './styles/messages.js';
import { tones } from './styles/tones.js';
import { touches } from './styles/touches.js';
import { afterwordView } from './views/afterword.js';
import { announcement } from './views/announcement.js';
import { choosingMethodView, type ChoosingMethodActions } from './views/choosing-method.js';
import { formView, type FormActions } from './views/form.js';
import {
  confirmingView,
  connectedView,
  problemView,
  waitingView,
  type MessageActions,
  type MessageModel,
} from './views/message.js';
import type { ProblemWordsOptions } from './views/problem-words.js';
import type { Find } from './views/rows.js';

export interface FurnishedHost extends FormHost, HTMLElement {
  readonly copy: CopyOverrides | undefined;
  readonly authMode: AuthMode;
  readonly integration: string | undefined;
  close(): void;
}

/** Everything that the first sight of the picker does not need, as one part that arrives together. */
export interface Furniture {
  readonly find: Find;
  /** What the page will be able to do, in one line. */
  describe(permissions: readonly string[]): string;
  /** What stands below the picker's rows. */
  afterword(picker: Picker, count: number): unknown;
  /** Takes a step of the user's, which the focus follows. */
  follow<T>(step: () => T): T;
  /** The view of a later step, and what a screen reader is told of it. */
  view(flow: Flow): [body: unknown, announcement: string];
  connect(type: string, options: ConnectOptions): Promise<CreatedConnection>;
  /** Back to the list as it was at first. */
  restart(): void;
  /** After each render. */
  tidy(): void;
}

export interface FurnishOptions {
  readonly flow: FlowHandle;
  /** Whether the user has already taken the step that this is for. */
  readonly acted: boolean;
}

/** Furnishes a tag with what comes after the first sight: search, keyboard, focus, and the later steps. */
export function furnish(host: FurnishedHost, { flow, acted }: FurnishOptions): Furniture {
  const focus = new FocusController(host, { due: acted });
  const form = new FormController(host, flow);
  const cover = new CoverController(host);
  const failures = watchFailures(host, flow);
  const actions = createActions(host, { flow, focus, form, cover });
  const { renderRoot } = host;
  addStyles(renderRoot, [...tones, touches, messages, formStyles]);
  renderRoot.addEventListener('click', focus.guard, { capture: true });
  renderRoot.addEventListener('keydown', moveInPicker);
  renderRoot.addEventListener('focusin', rove);
  const words = (): Copy => mergeCopy({ ...en, ...enSteps }, host.copy);
  const showAll = (): void => {
    flow.filter(undefined);
    flow.search('');
    renderRoot.querySelector('input')?.focus();
  };
  return {
    find,
    describe: (permissions) => words().permissions({ product: words().product, permissions }),
    afterword: (picker, count) => afterwordView({ picker, count, copy: words() }, { showAll }),
    follow: (step) => focus.follow(step),
    connect: (type, options) => focus.follow(() => connect(flow, type, options)),
    restart: () => another(flow),
    tidy: () => keepTabStop(renderRoot),
    view: (flow) => {
      const at = placed(flow, host);
      const context = {
        host,
        form,
        cover,
        actions,
        copy: words(),
        offline: failures.offline('failure' in at ? at.failure : undefined),
      };
      return [stepView(at, context), announcement(at, context)];
    },
  };
}

interface Actions extends MessageActions, ChoosingMethodActions, FormActions {
  copied: Flow | undefined;
}

interface Controllers {
  readonly flow: FlowHandle;
  readonly focus: FocusController;
  readonly form: FormController;
  readonly cover: CoverController;
}

function createActions(host: FurnishedHost, { flow, focus, form, cover }: Controllers): Actions {
  const following = (step: () => void) => () => focus.follow(step);
  const actions: Actions = {
    copied: undefined,
    confirm: following(() => flow.go({ type: 'confirmed' })),
    back: following(() => back(flow)),
    retry: following(() => retry(flow)),
    reopen: following(() => retry(flow)),
    continueHere: following(() => flow.go({ type: 'retried' }, 'redirect')),
    done: following(() => {
      if (done(flow)) host.close();
    }),
    another: following(() => another(flow)),
    copyDetails: async (text) => {
      await navigator.clipboard.writeText(text);
      actions.copied = flow.flow;
      host.requestUpdate();
    },
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

/** Found again after a reload, a page that had left for the provider knows of no window: there never was one. */
function placed(flow: Flow, { authMode }: FurnishedHost): Flow {
  const left = flow.step === 'waiting' && flow.window === 'closed' && authMode === 'redirect';
  return left ? { ...flow, window: 'returned' } : flow;
}

interface StepContext extends ProblemWordsOptions {
  readonly host: FurnishedHost;
  readonly form: FormController;
  readonly cover: CoverController;
  readonly actions: Actions;
}

function stepView(flow: Flow, { host, form, cover, actions, copy, offline }: StepContext): unknown {
  const preset = host.integration !== undefined;
  const message = <F extends Flow>(at: F): Omit<MessageModel<never>, 'flow'> & { flow: F } => ({
    flow: at,
    copy,
    offline,
    preset,
    authMode: host.authMode,
    detailsCopied: actions.copied === flow,
  });
  switch (flow.step) {
    case 'confirming':
      return confirmingView(message(flow), actions);
    case 'choosing-method':
      return choosingMethodView({ flow, copy, preset }, actions);
    case 'asking-inputs':
    case 'filling-form':
    case 'creating':
      return formView({ flow, copy, offline, preset, obscured: cover.obscured, ...form.model }, actions);
    case 'waiting':
      return waitingView(message(flow), actions);
    case 'connected':
      return connectedView(message(flow), actions);
    case 'problem':
      return problemView(message(flow), actions);
    default:
      return nothing;
  }
}

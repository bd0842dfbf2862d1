import { nothing } from 'lit';
import type { AuthMethod, Connection, Integration } from '../../contract/index.js';
import {
  accountName,
  authMethodOf,
  type CopyOverrides,
  type Flow,
  type Picker,
  type PickerCopy,
} from '../core/index.js';
import { connect } from './controllers/connect.js';
import { CoverController } from './controllers/cover-controller.js';
import type { FlowHandle } from './controllers/flow-handle.js';
import { FocusController } from './controllers/focus-controller.js';
import { FormController, type FormHost } from './controllers/form-controller.js';
import { watchFailures } from './controllers/failure-watch.js';
import { ListboxController } from './controllers/listbox-controller.js';
import { another, back, connectSeparately, done, remove, renew, retry } from './controllers/moves.js';
import { submit } from './controllers/submit.js';
import type { CreatedConnection } from './events.js';
import { find } from './find.js';
import { keepTabStop, moveAlongChips, rove } from './keys.js';
import type { AuthMode, ConnectOptions } from './options.js';
import { fields } from './styles/fields.js';
import { form as formStyles } from './styles/form.js';
import { addStyles } from './styles/index.js';
import { messages } from './styles/messages.js';
import { tones } from './styles/tones.js';
import { touches } from './styles/touches.js';
import { afterwordView } from './views/afterword.js';
import { announcement } from './views/announcement.js';
import { choosingMethodView, type ChoosingMethodActions } from './views/choosing-method.js';
import { formView, type FormActions } from './views/form.js';
import { confirmingView } from './views/confirming.js';
import { connectedView } from './views/connected.js';
import { managingView, type ManagingActions } from './views/managing.js';
import type { MessageActions, MessageModel } from './views/message.js';
import { problemView } from './views/problem.js';
import { obscuredView } from './views/obscured.js';
import type { ProblemWordsOptions } from './views/problem-words.js';
import { removingView, type RemovingActions } from './views/removing.js';
import type { Find, PickerRows, Place } from './views/rows.js';
import { waitingView } from './views/waiting.js';
import { allWords, type Language } from './words.js';

export interface FurnishedHost extends FormHost, HTMLElement {
  readonly words: PickerCopy;
  readonly copy: CopyOverrides | undefined;
  readonly authMode: AuthMode;
  readonly integration: string | undefined;
  close(): void;
}

/** Everything that the first sight of the picker does not need, as one part that arrives together. */
export interface Furniture {
  readonly find: Find;
  /** Which of the rows are drawn, and which one keys act on. */
  place(found: PickerRows, picker: Picker): Place;
  /** A key in the search, or in a list without one. */
  key(event: KeyboardEvent): void;
  /** What the page will be able to do, in one line. */
  describe(permissions: readonly string[]): string;
  /** What stands below the picker's rows. */
  afterword(picker: Picker, count: number): unknown;
  /** Takes a step of the user's, which the focus follows. */
  follow<T>(step: () => T): T;
  /** The view of a later step, and what a screen reader is told of it. */
  view(flow: Flow): [body: unknown, announcement: string];
  /** What a screen reader is told of a step that only an event explains: the removal of an account. */
  news(flow: Flow): string;
  connect(type: string, options: ConnectOptions): Promise<CreatedConnection>;
  /** Back to the list as it was at first. */
  restart(): void;
  /** What stands below any step. */
  below(): unknown;
  /** After each render. */
  tidy(): void;
}

export interface FurnishOptions {
  readonly language: Language;
  readonly flow: FlowHandle;
  /** Whether the user has already taken the step that this is for. */
  readonly acted: boolean;
}

/** Furnishes a tag with what comes after the first sight: search, keyboard, focus, and the later steps. */
export async function furnish(host: FurnishedHost, { flow, language, acted }: FurnishOptions): Promise<Furniture> {
  const words = await allWords(host, language);
  const focus = new FocusController(host, { flow, due: acted });
  const form = new FormController(host, flow);
  const cover = new CoverController(host);
  const listbox = new ListboxController(host, flow);
  const failures = watchFailures(host, flow);
  const actions = createActions(host, { flow, focus, form, cover });
  const { renderRoot } = host;
  addStyles(renderRoot, [...tones, touches, messages, formStyles, fields]);
  renderRoot.addEventListener('click', focus.guard, { capture: true });
  renderRoot.addEventListener('keydown', moveAlongChips);
  renderRoot.addEventListener('focusin', rove);
  let removed: { readonly now: Flow; readonly connection: Connection } | undefined;
  flow.watchers.add((now, before) => {
    if (before.step === 'removing' && before.busy && now.step !== 'removing')
      removed = { now, connection: before.connection };
  });
  const news = (now: Flow): string => {
    if (now === actions.copied) return now.step === 'problem' ? words().detailsCopied : words().linkCopied;
    if (now !== removed?.now) return '';
    return words().announceRemoved(accountName(removed.connection) ?? words().account);
  };
  const showAll = (): void => {
    flow.filter(undefined);
    flow.search('');
    renderRoot.querySelector('input')?.focus();
  };
  return {
    find,
    place: (found, picker) => listbox.place(found, picker),
    key: listbox.key,
    describe: (permissions) => words().permissions({ product: words().product, permissions }),
    afterword: (picker, count) => afterwordView({ picker, count, copy: words() }, { showAll }),
    follow: (step) => focus.follow(step),
    connect: (type, options) => focus.follow(() => connect(flow, type, options)),
    restart: () => another(flow),
    below: () => (cover.obscured ? obscuredView(words()) : nothing),
    tidy: () => keepTabStop(renderRoot),
    news,
    view: (now) => {
      const at = placed(now, host, flow.inApp);
      const context = {
        host,
        handle: flow,
        form,
        cover,
        actions,
        copy: words(),
        offline: failures.offline(at.failure),
      };
      return [stepView(at, context), news(now) || announcement(at, context)];
    },
  };
}

interface Actions extends MessageActions, ManagingActions, RemovingActions, ChoosingMethodActions, FormActions {
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
  const copy = async (text: string): Promise<void> => {
    // A browser that refuses leaves the words as they are.
    const written = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (!written) return;
    actions.copied = flow.flow;
    host.requestUpdate();
  };
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
    copyDetails: copy,
    copyLink: () => copy(location.href),
    connectSeparately: following(() => connectSeparately(flow)),
    add: (integration) => focus.follow(() => flow.add(integration)),
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

/** Found again after a reload, a page that had left for the provider knows of no window: there never was one. */
function placed(flow: Flow, { authMode }: FurnishedHost, inApp: boolean): Flow {
  const left = flow.step === 'waiting' && flow.window === 'closed' && (inApp || authMode === 'redirect');
  return left ? { ...flow, window: 'returned' as const } : flow;
}

interface StepContext extends ProblemWordsOptions {
  readonly host: FurnishedHost;
  readonly handle: FlowHandle;
  readonly form: FormController;
  readonly cover: CoverController;
  readonly actions: Actions;
}

function stepView(flow: Flow, { host, handle, form, cover, actions, copy, offline }: StepContext): unknown {
  const preset = host.integration !== undefined;
  const mayCreate = handle.allows('create');
  const message = <F extends Flow>(at: F): Omit<MessageModel<never>, 'flow'> & { flow: F } => ({
    flow: at,
    copy,
    offline,
    preset,
    authMode: host.authMode,
    copied: actions.copied === handle.flow,
    line: copy.permissions({ product: copy.product, permissions: handle.shownPermissions }),
    inApp: handle.inApp,
    mayCreate,
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
    case 'managing': {
      const renewalOf = renewals(handle, flow.integration);
      const mayRemove = handle.allows('remove') && handle.source?.removeConnection !== undefined;
      return managingView({ flow, copy, now: Date.now(), renewalOf, mayRemove, mayCreate }, actions);
    }
    case 'removing':
      return removingView(message(flow), actions);
    case 'connected':
      return connectedView(message(flow), actions);
    case 'problem':
      return problemView(message(flow), actions);
    default:
      return nothing;
  }
}

/** How each account can be authorised again: in the way it was before, if that is offered and allowed here. */
function renewals(
  handle: FlowHandle,
  integration: Integration | undefined,
): (connection: Connection) => AuthMethod | undefined {
  return (connection) => {
    const method = integration && handle.allows('reconnect') ? authMethodOf(connection, integration) : undefined;
    return method === 'token' && !handle.source?.renewConnection ? undefined : method;
  };
}

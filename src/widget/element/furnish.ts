import { stepView } from './step-view.js';
import { nothing } from 'lit';
import type { Connection } from '../../contract/index.js';
import { accountName, type CopyOverrides, type Flow, type Picker, type PickerCopy } from '../core/index.js';
import { createActions } from './actions.js';
import { connect } from './controllers/connect.js';
import { CoverController } from './controllers/cover-controller.js';
import type { FlowHandle } from './controllers/flow-handle.js';
import { FocusController } from './controllers/focus-controller.js';
import { FormController, type FormHost } from './controllers/form-controller.js';
import { watchFailures } from './controllers/failure-watch.js';
import { ListboxController } from './controllers/listbox-controller.js';
import { another, showAll } from './controllers/moves.js';
import type { CreatedConnection } from './events.js';
import { find } from './find.js';
import { keepTabStop, moveAlongChips } from './keys.js';
import type { ConnectOptions } from './options.js';
import { accounts } from './styles/accounts.js';
import { fields } from './styles/fields.js';
import { forcedColors } from './styles/forced-colors.js';
import { form as formStyles } from './styles/form.js';
import { addStyles } from './styles/index.js';
import { messages } from './styles/messages.js';
import { tones } from './styles/tones.js';
import { touches } from './styles/touches.js';
import { afterwordView } from './views/afterword.js';
import { announcement } from './views/announcement.js';
import { obscuredView } from './views/obscured.js';
import type { Find, PickerRows, Place } from './views/rows.js';
import { allWords, type Language } from './words.js';

export interface FurnishedHost extends FormHost, HTMLElement {
  readonly words: PickerCopy;
  readonly copy: CopyOverrides | undefined;
  close(): void;
}

/** What stands around the picker's rows. */
export interface Around {
  /** Which of them are drawn, and which one keys act on. */
  readonly place: Place;
  /** What the page will be able to do, in one line. */
  readonly line: string;
  /** What stands below them. */
  readonly afterword: unknown;
  /** What a screen reader is told that only an event explains. */
  readonly news: string;
}

/** What stands on the panel, and what a screen reader is told of it. */
export type Drawn = readonly [body: unknown, announcement: string];

/** Everything that the first sight of the picker does not need, as one part that arrives together. */
export interface Furniture {
  readonly find: Find;
  around(picker: Picker, found: PickerRows): Around;
  /** A key in the search, or in a list without one. */
  key(event: KeyboardEvent): void;
  /** Takes a step of the user's, which the focus follows. */
  follow<T>(step: () => T): T;
  /** A later step. */
  view(flow: Flow): Drawn;
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
  const offline = watchFailures(flow);
  const controllers = { flow, focus, form, cover };
  const actions = createActions(() => host.close(), controllers);
  const { renderRoot } = host;
  addStyles(renderRoot, [...tones, touches, messages, accounts, formStyles, fields, forcedColors]);
  renderRoot.addEventListener('click', focus.guard, { capture: true });
  renderRoot.addEventListener('keydown', moveAlongChips);
  let removed: { readonly now: Flow; readonly connection: Connection } | undefined;
  flow.watchers.add((now, before) => {
    if (before.step === 'removing' && before.busy && now.step !== 'removing')
      removed = { now, connection: before.connection };
  });
  /** What a screen reader is told of a step that only an event explains. */
  const news = (): string => {
    const now = flow.flow;
    if (now === actions.copied) return words().copied;
    return now === removed?.now ? words().announceRemoved(accountName(removed.connection) ?? words().account) : '';
  };
  const showWhole = (): void => {
    showAll(flow);
    renderRoot.querySelector('input')?.focus();
  };
  return {
    find,
    around(picker, found) {
      const copy = words();
      const permissions = flow.shownPermissions;
      return {
        place: listbox.place(found, picker),
        line: permissions.length ? copy.permissions({ product: copy.product, permissions }) : '',
        afterword: afterwordView({ picker, count: found.count, copy }, { showAll: showWhole }),
        news: news(),
      };
    },
    key: listbox.key,
    follow: (step) => focus.follow(step),
    connect(type, options) {
      const step = (): Promise<CreatedConnection> => connect(flow, type, options);
      // A page that calls it unasked leaves the focus where the user has it.
      return navigator.userActivation?.isActive ? focus.follow(step) : step();
    },
    restart: () => another(flow),
    below: () => (cover.obscured ? obscuredView(words()) : nothing),
    tidy: () => host.shadowRoot && keepTabStop(host.shadowRoot),
    view(now) {
      const at = placed(now, flow);
      const context = { ...controllers, actions, copy: words(), offline: offline(at.failure) };
      return [stepView(at, context), news() || announcement(at, context)];
    },
  };
}

/** Found again after a reload, a page that had left for the provider knows of no window: there never was one. */
function placed(at: Flow, { host, inApp }: FlowHandle): Flow {
  const left = at.step === 'waiting' && at.window === 'closed' && (inApp || host.authMode === 'redirect');
  return left ? { ...at, window: 'returned' as const } : at;
}

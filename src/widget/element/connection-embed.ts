import { html, isServer, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ConnectionSource } from '../client/source.js';
import type { CopyOverrides, PickerCopy } from '../core/copy/copy.js';
import { en } from '../core/copy/en.js';
import { mergeCopy } from '../core/copy/merge.js';
import type { Flow } from '../core/flow.js';
import { FlowController } from './controllers/flow-controller.js';
import type { FlowHost } from './controllers/flow-handle.js';
import { Furnishing, isFirst } from './controllers/furnishing.js';
import { LanguageController } from './controllers/language-controller.js';
import { idle, later } from './controllers/later.js';
import { directionOf } from './direction.js';
import type { CreatedConnection } from './events.js';
import { createFirstSight } from './first-sight.js';
import { frozen } from './frozen.js';
import type { AuthMode, ConnectOptions, Display, FetchSession } from './options.js';
import type { ShapeController } from './shapes/shape.js';
import { styles } from './styles/index.js';
import { paint } from './tint.js';
import { footerView } from './views/footer.js';

/** An attribute that is taken away is as if it had never been there. */
const converter = (value: string | null): string | undefined => value ?? undefined;
const text = { converter };
/** A list that says the same is the same. */
const list = { converter, hasChanged: (value: unknown, old: unknown): boolean => String(value) !== String(old) };

/** A change of one of these asks the server anew. */
const asked = [
  'endpoint',
  'workspaceId',
  'environment',
  'sessionUrl',
  'fetchSession',
  'source',
  'categories',
  'integrations',
  'integration',
] as const;

/**
 * Lets the users of any web product connect their own accounts: they choose an integration, sign in at the provider or
 * fill in a short form, and the page hears `connection-created`.
 *
 * @summary Connects an end user's account to one of many integrations.
 * @tag connection-embed
 *
 * @attr endpoint - Where the server is mounted.
 * @attr session-url - Where a session comes from; default `{endpoint}/sessions`.
 * @attr permissions - What to ask for, comma-separated; narrows what the session allows, as the next two do.
 * @attr integrations - Which to offer, by their types, comma-separated.
 * @attr categories - Which to offer, by their categories, comma-separated.
 * @attr integration - Goes straight to one.
 * @attr display - `inline`, or a `popover` or `dialog` that opens; set once.
 * @attr for - Id of the page's own button that opens a popover or dialog.
 * @attr auth-mode - Signs in in a window where one can be had (`auto`), only there (`popup`), or in this page (`redirect`).
 * @attr workspace-id - Only to be sure: a session for another is an error.
 * @attr environment - Only to be sure: a session for another is an error.
 * @attr lang - Language of the words; without it that of the nearest element that has one.
 * @attr theme - `auto` follows the page's `color-scheme`.
 * @attr without-search - Leaves the search out of the picker.
 * @attr without-categories - Leaves the categories out of the picker.
 *
 * @slot request - A way to ask for an integration that is not in the list; shown where a search finds few or none.
 *
 * @fires {IntegrationSelectEvent} integration-select - The end user is about to connect one; cancelable.
 * @fires {EmbedCloseEvent} embed-close - The end user is done, or closes a popover or dialog; cancelable.
 * @fires {EmbedReadyEvent} embed-ready - The list has come for the first time.
 * @fires {ConnectionCreatedEvent} connection-created - A connection exists; exactly once for each.
 * @fires {ConnectionFailedEvent} connection-failed - Something went wrong; the end user has been told, unless they had left by then.
 * @fires {ConnectionRemovedEvent} connection-removed - The end user removed one of their connections; exactly once for each.
 *
 * @cssproperty --connection-embed-surface - Background.
 * @cssproperty --connection-embed-surface-quiet - Behind instructions and what stands fixed in a field.
 * @cssproperty --connection-embed-surface-hover - Behind a row or button that is pointed at, and the shapes that stand for what is loading.
 * @cssproperty --connection-embed-text - Text; lines and quiet text are mixed from it and the surface.
 * @cssproperty --connection-embed-text-muted - Hints, help and all that comes second.
 * @cssproperty --connection-embed-line - The frame, and lines that part things.
 * @cssproperty --connection-embed-accent - Fill of the main action; default `AccentColor`.
 * @cssproperty --connection-embed-accent-text - Text on the accent; by default black or white, whichever is readable.
 * @cssproperty --connection-embed-accent-hover - The accent where it is pointed at.
 * @cssproperty --connection-embed-link - Links and other text in the accent; by default the accent, made readable.
 * @cssproperty --connection-embed-match - What of a name was searched for; default that of links.
 * @cssproperty --connection-embed-focus-ring - Colour around what has the focus; default that of links.
 * @cssproperty --connection-embed-focus-width - How wide that is; default 2px.
 * @cssproperty --connection-embed-danger - Refusals and problems.
 * @cssproperty --connection-embed-danger-surface - Behind them.
 * @cssproperty --connection-embed-success - The sign that an account is connected, and that it is healthy.
 * @cssproperty --connection-embed-warning - An account that soon needs signing in again.
 * @cssproperty --connection-embed-control-surface - Background of a form's fields.
 * @cssproperty --connection-embed-control-line - Their outline, and that of the search field; 3:1 against the surface.
 * @cssproperty --connection-embed-control-height - Least height of buttons and fields; default 44px.
 * @cssproperty --connection-embed-control-radius - Corners of controls and rows; default 10px.
 * @cssproperty --connection-embed-search-surface - Background of the search field.
 * @cssproperty --connection-embed-chip-active - Fill of the one that is chosen.
 * @cssproperty --connection-embed-chip-active-text - Text on it.
 * @cssproperty --connection-embed-chip-radius - Corners of categories; default 16px.
 * @cssproperty --connection-embed-icon-size - Tile of an integration; default 40px.
 * @cssproperty --connection-embed-icon-radius - Its corners; default those of controls.
 * @cssproperty --connection-embed-row-height - Least height of a row; default 56px.
 * @cssproperty --connection-embed-font-family - Default: the page's own.
 * @cssproperty --connection-embed-font-size - Text; default 0.9375rem.
 * @cssproperty --connection-embed-line-height - Default 1.45.
 * @cssproperty --connection-embed-title-size - Heading of a step; default 1.1875rem.
 * @cssproperty --connection-embed-title-weight - Default 650.
 * @cssproperty --connection-embed-label-size - Labels, instructions and the way back; default 0.875rem.
 * @cssproperty --connection-embed-small-size - Hints, help, categories and the footer; default 0.8125rem.
 * @cssproperty --connection-embed-caption-size - Headings inside the list, and a problem's code; default 0.75rem.
 * @cssproperty --connection-embed-strong-weight - Names, labels and buttons; default 600.
 * @cssproperty --connection-embed-mono-family - A problem's code.
 * @cssproperty --connection-embed-width - Greatest width; default 26rem.
 * @cssproperty --connection-embed-height - Height, the same at every step; default 38rem.
 * @cssproperty --connection-embed-gutter - Space at the sides; default 20px, 12px where it is narrow.
 * @cssproperty --connection-embed-gap - Between an icon and what it belongs to; default 12px.
 * @cssproperty --connection-embed-border-width - Lines and outlines; default 1px.
 * @cssproperty --connection-embed-radius - Corners of the frame; default 16px.
 * @cssproperty --connection-embed-shadow - Shadow of the frame.
 * @cssproperty --connection-embed-float-shadow - Shadow of a popover or dialog.
 * @cssproperty --connection-embed-overlay - Over the page behind a dialog.
 * @cssproperty --connection-embed-popover-offset - Between a popover and what it stands at; default 8px.
 * @cssproperty --connection-embed-duration - How long a change takes; default 0.12s.
 * @cssproperty --connection-embed-easing - How it proceeds.
 *
 * @csspart frame - Around the panel; in a popover what floats.
 * @csspart dialog - All over the window, around the frame of a dialog.
 * @csspart backdrop - Over the page behind it.
 * @csspart close - Closes a popover or dialog.
 * @csspart panel - What every step stands in.
 * @csspart body - What is inside it at a step.
 * @csspart header - Title and description of the picker.
 * @csspart title - Heading of a step.
 * @csspart description - The sentence below it.
 * @csspart search - Around the search field.
 * @csspart search-input - The search field.
 * @csspart search-clear - Empties it.
 * @csspart categories - The row of chips.
 * @csspart category - A chip; also `category-active`.
 * @csspart list - The rows, which scroll.
 * @csspart group-title - Heading above some of them.
 * @csspart item - A row; also `item-active` and `item-unavailable`.
 * @csspart item-text - Name and hint of a row.
 * @csspart item-name - Name of the integration.
 * @csspart item-match - What of it was searched for.
 * @csspart item-hint - Category, and what comes next.
 * @csspart icon - Tile of an integration.
 * @csspart logo - The picture on it.
 * @csspart health - How an account is.
 * @csspart empty - Said where there are no rows.
 * @csspart skeleton - Stands for what is loading.
 * @csspart slow - Said below it when that takes long.
 * @csspart scroller - What scrolls in the later steps.
 * @csspart back - To the list, or to the accounts.
 * @csspart heading - Icon and title above the form.
 * @csspart instructions - What to do before filling it in.
 * @csspart form - The form.
 * @csspart banner - A refusal of the whole, why an account was not removed, or as `banner-warning` what was not granted.
 * @csspart field - A field with all that belongs to it; also `field-invalid`.
 * @csspart field-label - Its label.
 * @csspart control - The box around its input.
 * @csspart input - The input itself.
 * @csspart file-name - Of the chosen file, or what to do.
 * @csspart field-affix - What stands fixed before or after the input.
 * @csspart field-reveal - Shows a secret, or hides it.
 * @csspart field-help - Help below it.
 * @csspart field-error - Why it was refused.
 * @csspart method - One of several ways to connect.
 * @csspart method-title - What it is.
 * @csspart method-text - What it asks for, title included.
 * @csspart message - A step that says one thing.
 * @csspart figure - The picture above it; also `figure-problem`.
 * @csspart ring - Goes round it while something is under way.
 * @csspart badge - The sign that an account is connected.
 * @csspart permissions - What the page will be able to do.
 * @csspart accounts - The accounts at one integration.
 * @csspart account - One of them.
 * @csspart account-text - Whose it is, and since when.
 * @csspart account-name - Whose it is.
 * @csspart account-detail - What is to be said of one that is not healthy.
 * @csspart actions - Buttons below it; also `actions-stacked`, and `actions-foot`, which stay in sight below what scrolls.
 * @csspart button - A button; also `button-primary` and `button-danger`.
 * @csspart submit - The button that sends the form.
 * @csspart spinner - In that button while it is busy.
 * @csspart link - A button that looks like a link; `link-quiet` is one that is seldom wanted.
 * @csspart details - Code and request id of a problem.
 * @csspart footer - Where what is entered goes.
 * @csspart status - Said to screen readers only.
 *
 * @cssstate open - A popover or dialog is open.
 * @cssstate loading - The list is on its way.
 * @cssstate picking - The list is on screen.
 * @cssstate choosing-method - There are several ways to connect.
 * @cssstate asking-inputs - Something is asked for before the end user signs in.
 * @cssstate confirming - One click is needed to go on.
 * @cssstate filling-form - The form is on screen.
 * @cssstate creating - The form was sent.
 * @cssstate waiting - The end user is signing in elsewhere.
 * @cssstate connected - Connected.
 * @cssstate managing - The accounts at one integration are on screen.
 * @cssstate removing - Asks whether one of them is to be removed.
 * @cssstate problem - Something went wrong.
 */
export class ConnectionEmbed extends LitElement implements FlowHost {
  static override styles = styles;
  static override properties = {
    endpoint: text,
    workspaceId: { converter, attribute: 'workspace-id' },
    environment: text,
    sessionUrl: { converter, attribute: 'session-url' },
    categories: list,
    integrations: list,
    permissions: list,
    integration: text,
    authMode: { attribute: 'auth-mode' },
    display: { reflect: true, useDefault: true },
    htmlFor: { converter, attribute: 'for' },
    trigger: { attribute: false },
    theme: { reflect: true },
    withoutSearch: { type: Boolean, attribute: 'without-search' },
    withoutCategories: { type: Boolean, attribute: 'without-categories' },
    // Another function for the same purpose is no reason to ask again; it is looked up when it is called.
    fetchSession: { attribute: false, hasChanged: (value: unknown, old: unknown) => !value !== !old },
    source: { attribute: false },
    copy: { attribute: false },
  };

  declare endpoint: string | undefined;
  declare workspaceId: string | undefined;
  declare environment: string | undefined;
  declare sessionUrl: string | undefined;
  declare categories: readonly string[] | string | undefined;
  declare integrations: readonly string[] | string | undefined;
  declare permissions: readonly string[] | string | undefined;
  declare integration: string | undefined;
  declare authMode: AuthMode;
  /** Set once: what is on screen in one shape does not move to another. */
  declare display: Display;
  /** Id of the page's own button that opens a popover or dialog; the `for` attribute. */
  declare htmlFor: string | undefined;
  /** That button itself, where no id can name it. */
  declare trigger: HTMLElement | null | undefined;
  declare theme: 'auto' | 'light' | 'dark';
  declare withoutSearch: boolean;
  declare withoutCategories: boolean;
  /** Gets a session token from the embedder's own backend, instead of `session-url`. */
  declare fetchSession: FetchSession | undefined;
  /** Another way to a server than HTTP to `endpoint`. */
  declare source: ConnectionSource | undefined;
  /** Words to say otherwise, key by key; `product` is the name of the embedding product. */
  declare copy: CopyOverrides | undefined;

  readonly #flow: FlowController;
  readonly #language = new LanguageController(this);
  readonly #furnishing: Furnishing;
  readonly #draw: ReturnType<typeof createFirstSight>;
  readonly #internals = this.attachInternals();
  #words: PickerCopy = en;
  #spoken: PickerCopy = en;
  #shape: ShapeController | undefined;
  #opened = false;
  #preloaded = false;

  constructor() {
    super();
    this.authMode = 'auto';
    this.display = 'inline';
    this.theme = 'auto';
    this.withoutSearch = false;
    this.withoutCategories = false;
    this.#flow = new FlowController(this);
    const known = { flow: this.#flow, language: this.#language };
    this.#furnishing = new Furnishing(this, known);
    this.#draw = createFirstSight(this, { ...known, furnishing: this.#furnishing });
  }

  /** Where the end user stands; to be read, not written. */
  get flow(): Flow {
    return frozen(this.#flow.flow);
  }

  /** What was connected last, also when it was finished while the page was away. */
  get connection(): CreatedConnection | undefined {
    return this.#flow.connection;
  }

  /** The words of the picker, with the page's own laid over them. */
  get words(): PickerCopy {
    return this.#words;
  }

  /**
   * Opens a popover or dialog, which asks the server for its list when that happens first. Resolves when it is about to
   * show; rejects with `network_failed` when its code does not arrive. Does nothing inline.
   */
  async open(): Promise<void> {
    if (this.display === 'inline') return;
    this.#opened = true;
    this.requestUpdate();
    const shape = await this.#getShape();
    // Unless it was closed before it could show.
    if (this.#opened) shape.show();
  }

  /**
   * Hides a popover or dialog, and keeps all as it is for the next time: a half-filled form, and a sign-in under way, which
   * the page hears of all the same. After a connection the list comes next. Sends no `embed-close`, which asks the page.
   */
  close(): void {
    this.#opened = false;
    this.#shape?.hide();
    if (this.#shape && this.#flow.flow.step === 'connected') this.#furnishing.furniture?.restart();
  }

  /**
   * Leads the end user to connect one integration (its `type`), and resolves with the connection. Called in a click, a
   * sign-in window opens at once; otherwise the end user is asked for the click that it takes. Rejects with a
   * `ConnectionError` when it is not offered, fails, is left, or another call takes its place; with the reason of
   * `signal` when that aborts. Opens a popover or dialog; the end user's closing it settles nothing, for they may come
   * back to it.
   */
  async connect(type: string, options: ConnectOptions = {}): Promise<CreatedConnection> {
    if (this.display !== 'inline') await this.open();
    if (!this.hasUpdated) await this.updateComplete;
    const furniture = this.#furnishing.furniture ?? (await this.#furnishing.get());
    return await furniture.connect(type, options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Frameworks take a property away by making it undefined.
    if (this.display !== 'popover' && this.display !== 'dialog') this.display = 'inline';
    if (isServer) return;
    const { words: spoken = en } = this.#language;
    if (changed.has('copy') || spoken !== this.#spoken) this.#words = mergeCopy((this.#spoken = spoken), this.copy);
    const wanted = this.display === 'inline' || this.#opened;
    if (!wanted && !this.#shape) this.#getShape().catch(() => undefined);
    const due =
      this.#flow.flow.step === 'closed' ? wanted || this.#flow.underWay : asked.some((name) => changed.has(name));
    if (due && this.isConnected) this.#flow.load();
    if (!isFirst(this.#flow.flow) && !this.#furnishing.missing) this.#furnishing.get().catch(() => undefined);
  }

  protected override render(): TemplateResult | typeof nothing {
    const inline = this.display === 'inline';
    if (!inline && (!this.#shape || this.#flow.flow.step === 'closed')) return nothing;
    const words = this.#words;
    const { step } = this.#flow.flow;
    const [body, announcement] = this.#draw(this.#flow.flow);
    const panel = html`<div
      part="panel"
      lang=${words.lang}
      dir=${directionOf(words.lang)}
      aria-busy=${step === 'loading' || step === 'creating'}
    >
      ${body}${this.#furnishing.furniture?.below()}${this.#language.words ? footerView(words) : nothing}
      <div part="status" role="status">${announcement}</div>
    </div>`;
    if (!inline) return html`${this.#shape?.view(panel)}`;
    return html`<div part="frame" role="group" lang=${words.lang} aria-label=${words.title}>${panel}</div>`;
  }

  protected override updated(): void {
    const { step } = this.#flow.flow;
    const { states } = this.#internals;
    states.clear();
    if (step !== 'closed') states.add(step);
    this.#shape?.tidy(this.#flow.flow);
    if (this.#shape?.shown) states.add('open');
    this.#furnishing.furniture?.tidy();
    paint(this.renderRoot);
    if (step !== 'picking' || this.#preloaded) return;
    this.#preloaded = true;
    void idle()
      .then(() => this.#furnishing.get())
      .catch(() => undefined);
  }

  async #getShape(): Promise<ShapeController> {
    const { ShapeController } = await later.shape();
    return (this.#shape ??= new ShapeController(this));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-embed': ConnectionEmbed;
  }
}

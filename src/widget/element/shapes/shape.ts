import type { ReactiveController, TemplateResult } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';
import type { Flow } from '../../core/flow.js';
import { EmbedCloseEvent } from '../events.js';
import { addStyles } from '../styles/index.js';
import { raise, type Raised } from './raise.js';
import { shapes } from './styles.js';
import { TriggerLink, type TriggerHost } from './trigger.js';
import { dialogView, popoverView } from './view.js';

export interface ShapeHost extends TriggerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly words: PickerCopy;
  open(): Promise<void>;
  close(): void;
}

/**
 * A popover or dialog: whether it is open, who opens and closes it, and where the focus is then. Where the end user
 * stands is none of its business: hidden and shown again, that is as it was.
 */
export class ShapeController implements ReactiveController {
  #shown = false;
  #asked = false;
  /** Whether the focus has yet to find its place in what was opened. */
  #arriving = false;
  #before: HTMLElement | undefined;
  #raised: Raised | undefined;
  readonly #host: ShapeHost;
  readonly #trigger: TriggerLink;

  constructor(host: ShapeHost) {
    this.#host = host;
    this.#trigger = new TriggerLink(host, {
      toggle: () => (this.#shown ? this.#dismiss() : void host.open()),
    });
    addStyles(host.renderRoot, shapes);
    host.addController(this);
    host.requestUpdate();
  }

  get shown(): boolean {
    return this.#shown;
  }

  show(): void {
    this.#asked = true;
    if (this.#shown || !this.#host.isConnected) return;
    this.#before = this.#trigger.element ?? focused(this.#host);
    this.#shown = this.#arriving = true;
    this.#host.requestUpdate();
  }

  hide(): void {
    this.#shown = this.#arriving = false;
    this.#host.requestUpdate();
  }

  /** What floats, around `panel`. */
  view(panel: TemplateResult): TemplateResult {
    const { display, words } = this.#host;
    return (display === 'dialog' ? dialogView : popoverView)(panel, words, this.#dismiss);
  }

  /** After each render: raises what is to be seen, or lowers it, and sees to the focus. */
  tidy(flow: Flow): void {
    const { display, renderRoot, isConnected, ownerDocument } = this.#host;
    // A document without a window has no top layer.
    const layer =
      this.#shown && isConnected && ownerDocument.defaultView && display !== 'inline'
        ? renderRoot.querySelector<HTMLElement>('[part=dialog],[part=frame]')
        : null;
    if (layer !== (this.#raised?.layer ?? null)) {
      this.#lower();
      if (layer) {
        this.#raised = raise(layer, {
          host: this.#host,
          anchor: this.#anchor,
          dismiss: this.#dismiss,
          lost: this.#lost,
        });
        // Only now is there something to measure.
        this.#host.requestUpdate();
      }
    }
    this.#trigger.tell(this.#shown);
    if (this.#arriving && layer) this.#arrive(layer, flow);
    if (this.#asked || !isResumed(flow)) return;
    this.#asked = true;
    void this.#host.open();
  }

  hostDisconnected(): void {
    this.#lower();
    // Moved within the page it stays open; taken out of it, it does not come back by itself.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#shown = this.#arriving = false;
    });
  }

  readonly #anchor = (): HTMLElement => this.#trigger.element ?? this.#host;

  /** The end user wants it closed; the page may object. */
  readonly #dismiss = (): void => {
    if (this.#shown && this.#host.dispatchEvent(new EmbedCloseEvent())) this.#host.close();
  };

  /** The browser has closed it, or it is not drawn any more. */
  readonly #lost = (): void => this.#host.close();

  #lower(): void {
    const inside = this.#raised && this.#host.shadowRoot?.activeElement;
    this.#raised?.lower();
    if (inside) this.#before?.focus();
    this.#raised = undefined;
  }

  /** To the search where typing is likely, else to the heading: a field that has the focus brings up a keyboard. */
  #arrive(layer: HTMLElement, { step }: Flow): void {
    const { renderRoot, shadowRoot } = this.#host;
    const find = (part: string): HTMLElement | null => renderRoot.querySelector<HTMLElement>(part);
    const at = shadowRoot?.activeElement;
    const search = matchMedia('(pointer: fine)').matches ? find('[part=search-input]') : null;
    const place = search ?? find('[data-focus]');
    this.#arriving = !place || step === 'loading';
    // Whoever has gone somewhere meanwhile stays there.
    if (!at || at === layer || at.matches('[part=frame],[part=close],[data-focus]')) {
      (place ?? find('[part=frame]'))?.focus({ preventScroll: true });
    }
  }
}

/** What this tab had under way is shown as it was found, for the user was in here when the page left. */
function isResumed(flow: Flow): boolean {
  return flow.step === 'waiting' || flow.step === 'connected' || (flow.step === 'problem' && !!flow.integration);
}

function focused(host: HTMLElement): HTMLElement | undefined {
  const root = host.getRootNode();
  const at = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  return at instanceof HTMLElement ? at : undefined;
}

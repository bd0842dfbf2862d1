import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Display } from '../options.js';

export interface TriggerHost extends ReactiveControllerHost, HTMLElement {
  readonly display: Display;
  readonly htmlFor: string | undefined;
  readonly trigger: HTMLElement | null | undefined;
}

const attributes = ['aria-haspopup', 'aria-expanded', 'aria-controls'];

/**
 * The page's own button that opens a popover or dialog: found by its id also when it comes later or anew, as a
 * framework draws it, and left as it was when the tag goes.
 */
export class TriggerLink implements ReactiveController {
  element: HTMLElement | undefined;
  readonly #host: TriggerHost;
  readonly #toggle: () => void;
  readonly #seen = new MutationObserver(() => this.#find());
  #open = false;
  /** What it said of itself before. */
  #own: (string | null)[] = [];

  constructor(host: TriggerHost, { toggle }: { toggle: () => void }) {
    this.#host = host;
    this.#toggle = toggle;
    host.addController(this);
  }

  hostConnected(): void {
    this.#seen.observe(this.#host.getRootNode(), { subtree: true, childList: true, attributeFilter: ['id'] });
    this.#find();
  }

  hostDisconnected(): void {
    this.#seen.disconnect();
    this.#take(undefined);
  }

  /** After each render: what it is told to open may be another one now. */
  tell(open: boolean): void {
    this.#open = open;
    if (this.#host.isConnected) this.#find();
    this.element?.setAttribute('aria-expanded', String(open));
  }

  #find(): void {
    const { display, trigger, htmlFor } = this.#host;
    const root = this.#host.getRootNode();
    const named =
      htmlFor && (root instanceof Document || root instanceof ShadowRoot) ? root.getElementById(htmlFor) : null;
    this.#take(display === 'inline' ? undefined : (trigger ?? named ?? undefined));
  }

  #take(element: HTMLElement | undefined): void {
    if (element === this.element) return;
    this.element?.removeEventListener('click', this.#toggle);
    for (const [at, name] of attributes.entries()) {
      const own = this.#own[at] ?? null;
      if (own === null) this.element?.removeAttribute(name);
      else this.element?.setAttribute(name, own);
    }
    this.element = element;
    if (!element) return;
    this.#own = attributes.map((name) => element.getAttribute(name));
    element.addEventListener('click', this.#toggle);
    element.setAttribute('aria-haspopup', 'dialog');
    element.setAttribute('aria-expanded', String(this.#open));
    if (this.#host.id) element.setAttribute('aria-controls', this.#host.id);
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface CoverHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Knows whether the page that frames this one hides a part of the tag or lays something over it, so that nobody is led
 * to send a secret by a form they do not see. Only where a page of another origin frames this one, and the engine can
 * tell (IntersectionObserver v2); elsewhere nothing is ever `obscured`.
 */
export class CoverController implements ReactiveController {
  obscured = false;
  readonly #host: CoverHost;
  #observer: IntersectionObserver | undefined;
  #panel: Element | undefined;

  constructor(host: CoverHost) {
    this.#host = host;
    if (isFramed() && 'isVisible' in IntersectionObserverEntry.prototype) host.addController(this);
  }

  hostUpdated(): void {
    const panel = this.#host.renderRoot.querySelector('[part=panel]');
    if (!panel || panel === this.#panel) return;
    this.hostDisconnected();
    this.#panel = panel;
    this.#observer = new IntersectionObserver((entries) => this.#see(entries), options);
    this.#observer.observe(panel);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#panel = undefined;
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    const obscured = !entries.every(isInSight);
    if (obscured === this.obscured) return;
    this.obscured = obscured;
    this.#host.requestUpdate();
  }
}

/** Milliseconds between two looks, the least that the engine allows, and at how many steps on the way in or out. */
const options = { trackVisibility: true, delay: 100, threshold: Array.from({ length: 21 }, (_, at) => at / 20) };

/** Nothing is over any of it, and it is all there; or, where a screen is too low for that, a good part of the screen is it. */
function isInSight(entry: IntersectionObserverEntry): boolean {
  const { intersectionRect: seen, boundingClientRect: whole } = entry;
  const uncovered = 'isVisible' in entry && entry.isVisible === true;
  return uncovered && seen.width > whole.width - 1 && seen.height > Math.min(whole.height - 1, screen.availHeight / 3);
}

function isFramed(): boolean {
  return Array.from(location.ancestorOrigins ?? []).some((origin) => origin !== location.origin);
}

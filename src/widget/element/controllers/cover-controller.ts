import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isFramed } from '../framed.js';

interface CoverHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What leads to something: an account removed, a window opened, a secret sent. */
const leading = '[role=option],[part=method],button[part~=button],button[part~=link]';
/** Of that what is told of before it is pressed, and takes all of the panel where the screen holds it. */
const grave = '[part~=submit],[part~=button-danger]';

/**
 * Knows whether the page that frames this one hides a part of the tag or lays something over it, so that nobody is led
 * to press what they do not see. Only where a page of another origin frames this one, and the engine can tell
 * (IntersectionObserver v2); elsewhere nothing is ever `obscured`.
 */
export class CoverController implements ReactiveController {
  /** Whether the user is to be told: a form cannot be sent, nor an account removed, or what they pressed was not taken. */
  obscured = false;
  readonly #host: CoverHost;
  #observer: IntersectionObserver | undefined;
  #panel: Element | undefined;
  /** What is seen of the panel; undefined where something is over it, and until that is known. */
  #seen: IntersectionObserverEntry | undefined;
  /** Since when it is, the heading with it, without a break, on the clock of events. */
  #since = Infinity;
  #pressed: HTMLElement | undefined;
  /** Whether what is not pressed yet may be told of: not while all is in sight for the first time. */
  #looked = false;

  constructor(host: CoverHost) {
    this.#host = host;
    if (!isFramed() || !('isVisible' in IntersectionObserverEntry.prototype)) return;
    host.addController(this);
    host.renderRoot.addEventListener('click', this.#guard, { capture: true });
  }

  hostUpdated(): void {
    const panel = this.#find('[part=panel]');
    if (panel && panel !== this.#panel) {
      this.hostDisconnected();
      this.#panel = panel;
      this.#observer = new IntersectionObserver((entries) => this.#see(entries), options);
      this.#observer.observe(panel);
    }
    this.#tell();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#panel = this.#seen = undefined;
    this.#since = Infinity;
    this.#looked = false;
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      this.#seen = 'isVisible' in entry && entry.isVisible === true ? entry : undefined;
      this.#note(entry.time);
    }
    this.#looked ||= !this.#seen;
    this.#tell();
  }

  /** Begins or ends the time for which the heading has been in sight at `time`. */
  #note(time: number): void {
    const title = this.#find('[part=title]');
    if (!this.#seen || (title && !this.#shows(title))) this.#since = Infinity;
    else if (this.#since === Infinity) {
      this.#since = time;
      setTimeout(() => {
        this.#looked = true;
        this.#tell();
      }, least);
    }
  }

  /** Swallows a press of what is not wholly seen, and says why. The click of a form's Enter key is one, too. */
  readonly #guard = (event: Event): void => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>(leading) : null;
    this.#note(event.timeStamp);
    if (pressed && this.#hides(pressed)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#pressed = pressed;
    }
    this.#tell();
  };

  #tell(): void {
    const at = (this.#looked && this.#find<HTMLElement>(grave)) || this.#pressed;
    const obscured = at?.isConnected === true && this.#hides(at);
    if (!obscured) this.#pressed = undefined;
    if (obscured === this.obscured) return;
    this.obscured = obscured;
    this.#host.requestUpdate();
  }

  /** Not enough is seen, or not for long enough: what flashes up under a pointer is pressed before it is read. */
  #hides(target: Element): boolean {
    return !this.#shows(target) || performance.now() - this.#since < least;
  }

  /** All of the panel is seen, or enough of it: the heading and `target`. */
  #shows(target: Element): boolean {
    const { boundingClientRect: whole, intersectionRect: seen } = this.#seen ?? {};
    const title = this.#find('[part=title]');
    if (!whole || !seen || !title || !this.#panel || seen.width <= whole.width - 1) return false;
    if (seen.height > whole.height - 1) return true;
    if (target.matches(grave) && whole.height < room()) return false;
    // The panel may have moved since.
    const { top } = this.#panel.getBoundingClientRect();
    const from = top + seen.top - whole.top;
    return [title, target].every((one) => {
      const place = one.getBoundingClientRect();
      return place.top >= from && place.bottom <= from + seen.height;
    });
  }

  #find<E extends Element>(selector: string): E | null {
    return this.#host.renderRoot.querySelector<E>(selector);
  }
}

/** Milliseconds between two looks, the least that the engine allows, and at how many steps on the way in or out. */
const options = { trackVisibility: true, delay: 100, threshold: Array.from({ length: 101 }, (_, at) => at / 100) };

/** Milliseconds for which all has to be in sight before a press counts. */
const least = 500;

/** Pixels of a page that a screen holds beside the browser's own bars, at whatever zoom. */
function room(): number {
  return (screen.availHeight / devicePixelRatio) * 0.75;
}

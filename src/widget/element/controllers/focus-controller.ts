import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Flow } from '../../core/index.js';
import type { FlowHandle } from './flow-handle.js';

interface FocusHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Milliseconds in which a second click is still meant for what was there before. */
const doubleClick = 500;

/**
 * Keeps the focus with the end user: after a step that they took, or that came while they were in here, it goes to the
 * new step's heading or first field. On load it goes nowhere.
 */
export class FocusController implements ReactiveController {
  readonly #host: FocusHost;
  readonly #flow: FlowHandle;
  #view: string | undefined;
  /** Whether the focus is to follow, and whether there is another view to follow to. */
  #due: boolean;
  #moved: boolean;
  #changed = -doubleClick;
  #turned = false;

  /** `due`: the user has taken a step already. */
  constructor(host: FocusHost, { flow, due }: { flow: FlowHandle; due: boolean }) {
    this.#host = host;
    this.#flow = flow;
    this.#due = this.#moved = due;
    host.addController(this);
  }

  /** Swallows the second half of a double click when the first half has brought another step under the pointer. */
  readonly guard = (event: Event): void => {
    if (!(event instanceof MouseEvent) || event.detail < 2) return;
    if (performance.now() - this.#changed > doubleClick) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Takes a step of the user's. */
  follow<T>(step: () => T): T {
    this.#due = true;
    const result = step();
    this.#host.requestUpdate();
    return result;
  }

  hostUpdate(): void {
    const view = viewOf(this.#flow.flow);
    if (view === this.#view) return;
    const first = this.#view === undefined;
    this.#view = view;
    this.#changed = performance.now();
    this.#moved ||= !first;
    this.#turned = !first;
    // Not `:focus-within`, which Chromium does not see in a popover.
    if (!first && this.#host.shadowRoot?.activeElement) this.#due = true;
  }

  hostUpdated(): void {
    // With large letters the frame itself scrolls, and outlives the step.
    if (this.#turned) this.#host.renderRoot.querySelector('[part=panel]')?.scrollTo(0, 0);
    this.#turned = false;
    if (!this.#due) return;
    const target = this.#target();
    // The step's own code may still be on its way.
    if (!target) return;
    if (this.#moved || !this.#host.shadowRoot?.activeElement) target.focus();
    this.#due = this.#moved = false;
  }

  /** In the picker the search, or the list where there is none; in the form its first field; else the heading. */
  #target(): HTMLElement | null {
    const { renderRoot } = this.#host;
    // A search that has the focus brings up the keyboard of a device that has no other.
    const list = matchMedia('(pointer: coarse)').matches ? [] : ['[role=combobox]', '[role=listbox]'];
    for (const selector of [...list, '#field-0', '[data-focus]']) {
      const found = renderRoot.querySelector<HTMLElement>(selector);
      if (found) return found;
    }
    return null;
  }
}

/** Filling in and sending are one view: what has the focus keeps it. */
function viewOf({ step }: Flow): string {
  return step === 'creating' ? 'filling-form' : step;
}

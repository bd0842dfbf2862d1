import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Flow, Picker } from '../../core/index.js';
import { inView, roomOf, type Extent, type Lines } from '../../core/in-view.js';
import { firstUsable, type PickerRows, type Place } from '../views/rows.js';
import { lineOf, linesOf } from '../views/slices.js';

interface ListboxHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly flow: Flow;
}

/** So many lines are drawn as they are. */
const whole = 100;
/** Room in px above and below what is seen that is drawn, too. */
const margin = 200;
/** Milliseconds in which letters make one word. */
const typing = 700;

/**
 * The list's place: which row is active while the focus stays in the search, and which rows are drawn at all. Follows the
 * ARIA combobox and listbox patterns; heights are measured, because a long name takes two lines.
 */
export class ListboxController implements ReactiveController {
  readonly #host: ListboxHost;
  #found: PickerRows | undefined;
  #narrowed: string | undefined;
  #at = -1;
  #last: string | undefined;
  #reveal = false;
  #top = 0;
  #height = 0;
  #heights: number[] = [];
  #usual = 0;
  #extent: Extent = { start: 0, end: 0 };
  #typed = '';
  #typedAt = 0;

  constructor(host: ListboxHost) {
    this.#host = host;
    host.addController(this);
    host.renderRoot.addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
    host.renderRoot.addEventListener('focusin', this.#entered);
    new ResizeObserver(() => {
      this.#heights = [];
      this.#usual = 0;
      this.#scrolled();
      host.requestUpdate();
    }).observe(host);
  }

  /** Where the list of `found` stands. */
  place(found: PickerRows, picker: Picker): Place {
    if (found !== this.#found) this.#take(found, picker);
    this.#extent = this.#extentNow();
    const { start, end } = this.#extent;
    const line = lineOf(found.groups, this.#at);
    return { start, end, active: line >= start && line < end ? this.#at : -1 };
  }

  /** A key in the search, or in a list without one. Enter comes here only where the active row is out of sight. */
  readonly key = (event: KeyboardEvent): void => {
    const { key, target, ctrlKey } = event;
    if (event.altKey || event.metaKey) return;
    const query = target instanceof HTMLInputElement ? target.value : undefined;
    const clear = key === 'Escape' && query ? this.#find('[part=search-clear]') : undefined;
    const to =
      query === undefined && key.length === 1 && !ctrlKey ? this.#ahead(event) : this.#to(key, ctrlKey || !query);
    if (clear) clear.click();
    else if (to === undefined) return;
    else this.#move(Math.max(to, query === '' ? -1 : 0));
    event.preventDefault();
    event.stopPropagation();
  };

  hostUpdate(): void {
    const { flow } = this.#host;
    if (flow.step === 'picking') return;
    const type = 'type' in flow ? flow.type : 'integration' in flow ? flow.integration?.type : undefined;
    this.#last = flow.step === 'loading' ? undefined : (type ?? this.#last);
    this.#found = this.#narrowed = undefined;
  }

  hostUpdated(): void {
    const list = this.#find('[role=listbox]');
    const drawn = list?.firstElementChild;
    if (!list || !(drawn instanceof HTMLElement)) return;
    const { start, end } = this.#extent;
    const lines = this.#lines();
    if (lines.count > whole || !this.#usual) this.#measure(drawn, start);
    const measured = this.#lines();
    const [before, after] = [roomOf(measured, 0, start), roomOf(measured, end, lines.count)];
    drawn.style.setProperty('padding-block', `${before}px ${after}px`);
    if (!this.#reveal) return;
    this.#reveal = false;
    if (this.#at < 1) list.scrollTo(0, 0);
    this.#find('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #measure(drawn: HTMLElement, start: number): void {
    let rows = 0;
    let room = 0;
    for (const [at, line] of drawn.querySelectorAll('[part=group-title],[role=option]').entries()) {
      const { height } = line.getBoundingClientRect();
      this.#heights[start + at] = height;
      if (!line.matches('[role]')) continue;
      rows++;
      room += height;
    }
    // Once only: what stands above would move whenever it changed.
    this.#usual ||= room / rows;
  }

  /** What is narrowed in another way, or comes back after a step, is seen from its top, or where the user came from. */
  #take(found: PickerRows, { query, category }: Picker): void {
    const narrowed = JSON.stringify([query, category]);
    this.#found = found;
    this.#heights = [];
    if (narrowed === this.#narrowed) return;
    const rows = found.groups.flatMap((group) => group.rows);
    const last = this.#last === undefined ? -1 : rows.findIndex((row) => row.integration.type === this.#last);
    this.#at = last < 0 && query.trim() ? firstUsable(found) : last;
    this.#reveal = last >= 0 || this.#narrowed !== undefined;
    this.#top = 0;
    this.#last = undefined;
    this.#narrowed = narrowed;
  }

  #lines(): Lines {
    return { count: linesOf(this.#found?.groups ?? []), heights: this.#heights, usual: this.#usual || 56 };
  }

  #extentNow(): Extent {
    const lines = this.#lines();
    const height = this.#height || 600;
    if (lines.count <= whole) return { start: 0, end: lines.count };
    const line = this.#reveal ? lineOf(this.#found?.groups ?? [], Math.max(this.#at, 0)) : 0;
    const top = this.#reveal ? roomOf(lines, 0, line) - height / 2 : this.#top;
    return inView(lines, { top: top - margin, height: height + 2 * margin });
  }

  readonly #scrolled = (): void => {
    const panel = this.#find('[part=panel]')?.getBoundingClientRect();
    const drawn = this.#find('[role=listbox]')?.firstElementChild?.getBoundingClientRect();
    if (!panel) return;
    this.#height = panel.height;
    this.#top = drawn ? panel.top - drawn.top : 0;
    const { start, end } = this.#extentNow();
    if (start !== this.#extent.start || end !== this.#extent.end) this.#host.requestUpdate();
  };

  readonly #entered = ({ target }: Event): void => {
    if (target instanceof HTMLElement && this.#at < 0 && target.matches('[role=listbox]:focus-visible')) this.#move(0);
  };

  #to(key: string, free: boolean): number | undefined {
    const list = this.#find('[role=listbox]');
    const seen = Math.min(list?.clientHeight ?? 0, this.#height);
    const page = Math.max(1, Math.floor(seen / (this.#usual || 56)) - 1);
    switch (key) {
      case 'Enter':
        return this.#at;
      case 'ArrowDown':
        return this.#at + 1;
      case 'ArrowUp':
        return this.#at - 1;
      case 'PageDown':
        return this.#at + page;
      case 'PageUp':
        return this.#at - page;
      case 'Home':
        return free ? 0 : undefined;
      case 'End':
        return free ? Infinity : undefined;
      default:
        return undefined;
    }
  }

  /** The next row whose name begins as it is typed. */
  #ahead({ key, timeStamp }: KeyboardEvent): number | undefined {
    this.#typed = (timeStamp - this.#typedAt < typing ? this.#typed : '') + key.toLowerCase();
    this.#typedAt = timeStamp;
    const rows = this.#found?.groups.flatMap((group) => group.rows) ?? [];
    const begins = rows.map((row) => row.integration.name.toLowerCase().startsWith(this.#typed));
    const next = begins.indexOf(true, this.#at + (this.#typed.length > 1 ? 0 : 1));
    return next < 0 ? (begins.includes(true) ? begins.indexOf(true) : undefined) : next;
  }

  #move(at: number): void {
    this.#at = Math.min(at, (this.#found?.count ?? 0) - 1);
    this.#reveal = true;
    this.#host.requestUpdate();
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}

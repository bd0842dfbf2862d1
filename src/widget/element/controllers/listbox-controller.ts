import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Match, Picker } from '../../core/index.js';
import { inView, roomOf, type Extent, type Lines } from '../../core/in-view.js';
import { firstUsable, type PickerRows, type Place } from '../views/rows.js';
import { lineOf } from '../views/slices.js';
import type { FlowHandle } from './flow-handle.js';

interface ListboxHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
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
  readonly #flow: FlowHandle;
  #found: PickerRows | undefined;
  #rows: readonly Match[] = [];
  #lines: Lines & { heights: number[]; usual: number } = { count: 0, heights: [], usual: 56 };
  #measured = false;
  #extent: Extent = { start: 0, end: 0 };
  #top = 0;
  #height = 600;
  #at = -1;
  #reveal = false;
  #narrowed = '';
  #last: string | undefined;
  #typed = '';
  #typedAt = 0;

  constructor(host: ListboxHost, flow: FlowHandle) {
    this.#host = host;
    this.#flow = flow;
    host.addController(this);
    host.renderRoot.addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
    // A frame later: what is drawn anew can change the tag's own size, which a page would be told of as an error.
    new ResizeObserver(() => requestAnimationFrame(this.#resized)).observe(host);
  }

  /** Where the list of `found` stands. */
  place(found: PickerRows, picker: Picker): Place {
    if (found !== this.#found) this.#take(found, picker);
    const line = lineOf(found.groups, this.#at);
    // What is to be brought into view is drawn first.
    if (this.#reveal) this.#top = roomOf(this.#lines, 0, line) - this.#height / 2;
    const { start, end } = (this.#extent = this.#inView());
    return { start, end, active: line >= start && line < end ? this.#at : -1 };
  }

  /** A key in the search, or in a list without one. Enter comes here only where the active row is out of sight. */
  readonly key = (event: KeyboardEvent): void => {
    const { key, target, ctrlKey } = event;
    if (event.altKey || event.metaKey) return;
    const query = target instanceof HTMLInputElement ? target.value : undefined;
    const by = this.#steps()[key];
    const free = ctrlKey || !query || !/Home|End/.test(key);
    const to =
      by !== undefined && free
        ? this.#at + by
        : query === undefined && key.length === 1 && !ctrlKey
          ? this.#ahead(event)
          : undefined;
    const clear = key === 'Escape' && this.#find('[part=search-clear]');
    if (clear) clear.click();
    else if (to === undefined) return;
    else {
      this.#at = Math.min(Math.max(to, query === '' ? -1 : 0), this.#rows.length - 1);
      this.#reveal = true;
      this.#host.requestUpdate();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  hostUpdate(): void {
    const { flow } = this.#flow;
    if (flow.step === 'picking') return;
    this.#last = flow.integration?.type ?? this.#last;
    this.#narrowed = '';
    this.#found = undefined;
  }

  hostUpdated(): void {
    const drawn = this.#drawn;
    // What has no box has no heights either: a popover or dialog is drawn before it is shown, and while it is closed.
    if (!drawn || drawn.closest('[hidden]')) return;
    const { start, end } = this.#extent;
    const { count, heights } = this.#lines;
    // A height of its own, not room below the rows: WebKit forgets how far a list scrolls whose rows come and go.
    const keepRoom = (): void => {
      drawn.style.setProperty('padding-block-start', `${roomOf(this.#lines, 0, start)}px`);
      drawn.style.setProperty('block-size', `${roomOf(this.#lines, 0, count)}px`);
    };
    keepRoom();
    const options = drawn.querySelectorAll('[part=group-title],[role=option]');
    options.forEach((line, at) => (heights[start + at] = line.getBoundingClientRect().height));
    // Once only: what stands above would move whenever it changed. The last line is a row, not a heading.
    if (!this.#measured) this.#lines.usual = heights[end - 1] || 56;
    this.#measured = true;
    keepRoom();
    if (!this.#reveal) return;
    this.#reveal = false;
    if (this.#at < 1) drawn.parentElement?.scrollTo(0, 0);
    this.#find('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** What is narrowed in another way, or comes back after a step, is seen from its top, or where the user came from. */
  #take(found: PickerRows, { query, category }: Picker): void {
    const narrowed = JSON.stringify([query, category]);
    this.#found = found;
    this.#rows = found.groups.flatMap((group) => group.rows);
    this.#lines = { ...this.#lines, count: lineOf(found.groups, found.count), heights: [] };
    if (narrowed === this.#narrowed) return;
    this.#at = this.#rows.findIndex((row) => row.integration.type === this.#last);
    if (this.#at < 0 && query.trim()) this.#at = firstUsable(found);
    this.#reveal = true;
    this.#last = undefined;
    this.#narrowed = narrowed;
  }

  #inView(): Extent {
    const more = this.#lines.count > whole ? margin : 1e6;
    return inView(this.#lines, { top: this.#top - more, height: this.#height + 2 * more });
  }

  readonly #resized = (): void => {
    this.#lines.heights = [];
    this.#measured = false;
    this.#scrolled();
    this.#host.requestUpdate();
  };

  readonly #scrolled = (): void => {
    const panel = this.#find('[part=panel]')?.getBoundingClientRect();
    if (!panel) return;
    this.#height = panel.height;
    this.#top = panel.top - (this.#drawn?.getBoundingClientRect().top ?? panel.top);
    const { start, end } = this.#inView();
    if (start !== this.#extent.start || end !== this.#extent.end) this.#host.requestUpdate();
  };

  /** By how many rows a key moves. */
  #steps(): Readonly<Record<string, number>> {
    const seen = Math.min(this.#find('[role=listbox]')?.clientHeight ?? 0, this.#height);
    const page = Math.max(1, Math.floor(seen / this.#lines.usual) - 1);
    return {
      Enter: 0,
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.#at,
      End: Infinity,
    };
  }

  /** The next row whose name begins as it is typed. */
  #ahead({ key, timeStamp }: KeyboardEvent): number | undefined {
    this.#typed = (timeStamp - this.#typedAt < typing ? this.#typed : '') + key.toLowerCase();
    this.#typedAt = timeStamp;
    const from = Math.max(0, this.#at + (this.#typed.length > 1 ? 0 : 1));
    const next = [...this.#rows.slice(from), ...this.#rows.slice(0, from)].findIndex(({ integration }) =>
      integration.name.toLowerCase().startsWith(this.#typed),
    );
    return next < 0 ? undefined : (next + from) % this.#rows.length;
  }

  get #drawn(): HTMLElement | null {
    return this.#find('[role=listbox] > div');
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}

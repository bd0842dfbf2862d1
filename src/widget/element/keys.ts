/**
 * Keyboard in the picker, which is one tab stop for the search, one for the chips each, and one for all rows: arrow
 * keys, Home and End walk the rows, ArrowDown leaves the search for them, and typing on a row goes on in the search.
 */
export function moveInPicker(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.isComposing) return;
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof ShadowRoot) || !(target instanceof HTMLElement)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-type]')];
  const search = currentTarget.querySelector<HTMLInputElement>('input[type=search]');
  const at = rows.indexOf(target);
  if (at === -1 && target !== search) return;
  const next = destination(key, { at, rows, search });
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (at !== -1 && key.length === 1 && key !== ' ') {
    // The key itself arrives in the field that has the focus by then.
    search?.focus();
  }
}

/** A row that has the focus is the one Tab comes back to. */
export function rove({ currentTarget, target }: Event): void {
  if (!(currentTarget instanceof ShadowRoot) || !(target instanceof HTMLElement) || !target.dataset.type) return;
  for (const row of currentTarget.querySelectorAll<HTMLElement>('[data-type][tabindex="0"]')) row.tabIndex = -1;
  target.tabIndex = 0;
}

interface Place {
  readonly at: number;
  readonly rows: readonly HTMLElement[];
  readonly search: HTMLInputElement | null;
}

function destination(key: string, { at, rows, search }: Place): HTMLElement | null | undefined {
  const inRows = at !== -1;
  switch (key) {
    case 'ArrowDown':
      return inRows ? (rows[at + 1] ?? rows[at]) : rows[0];
    case 'ArrowUp':
      return inRows ? (rows[at - 1] ?? search ?? rows[at]) : undefined;
    case 'Home':
      return inRows ? rows[0] : undefined;
    case 'End':
      return inRows ? rows.at(-1) : undefined;
    default:
      return undefined;
  }
}

/** Filtering can take away the one row that Tab reaches; then it is the first one again. */
export function keepTabStop(root: ParentNode): void {
  if (root.querySelector('[data-type][tabindex="0"]')) return;
  const first = root.querySelector<HTMLElement>('[data-type]');
  if (first) first.tabIndex = 0;
}

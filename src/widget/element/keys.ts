/**
 * Keyboard in the picker, which is one tab stop for the search, one for the chips and one for the rows: arrow keys, Home
 * and End walk chips and rows, ArrowDown leaves the search for the rows, and typing on a row goes on in the search.
 */
export function moveInPicker(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.isComposing) return;
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof ShadowRoot) || !(target instanceof HTMLElement)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [rows, chips] = groupsOf(currentTarget);
  const search = currentTarget.querySelector<HTMLInputElement>('input[type=search]');
  const at = rows.indexOf(target);
  const next = chips.includes(target)
    ? alongChips(key, { target, chips })
    : at !== -1 || target === search
      ? alongRows(key, { at, rows, search })
      : undefined;
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (at !== -1 && key.length === 1 && key !== ' ') {
    // The key itself arrives in the field that has the focus by then.
    search?.focus();
  }
}

/** A row or chip that has the focus is the one Tab comes back to. */
export function rove({ currentTarget, target }: Event): void {
  if (!(currentTarget instanceof ShadowRoot) || !(target instanceof HTMLElement)) return;
  const group = groupsOf(currentTarget).find((one) => one.includes(target));
  if (group) stopAt(target, group);
}

/** Tab reaches one row and one chip; a list that is drawn anew may have lost the one, or have no chip chosen for it yet. */
export function keepTabStop(root: ParentNode): void {
  for (const group of groupsOf(root)) {
    if (group.filter(({ tabIndex }) => tabIndex === 0).length === 1) continue;
    stopAt(group.find((one) => one.matches('[aria-pressed=true]')) ?? group[0], group);
  }
}

type Group = readonly HTMLElement[];

function groupsOf(root: ParentNode): [rows: Group, chips: Group] {
  const all = (selector: string): Group => [...root.querySelectorAll<HTMLElement>(selector)];
  return [all('[data-type]'), all('[role=toolbar] > button')];
}

function stopAt(target: HTMLElement | undefined, group: Group): void {
  for (const one of group) one.tabIndex = one === target ? 0 : -1;
}

interface Place {
  readonly at: number;
  readonly rows: Group;
  readonly search: HTMLInputElement | null;
}

function alongRows(key: string, { at, rows, search }: Place): HTMLElement | null | undefined {
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

function alongChips(key: string, { target, chips }: { target: HTMLElement; chips: Group }): HTMLElement | undefined {
  const at = chips.indexOf(target);
  const forward = target.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'Home') return chips[0];
  if (key === 'End') return chips.at(-1);
  if (!/^Arrow(Left|Right)$/.test(key)) return undefined;
  return chips[key === forward ? at + 1 : at - 1] ?? target;
}

/** Keyboard along the chips, which are one tab stop: arrow keys, Home and End. */
export function moveAlongChips(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof ShadowRoot) || !(target instanceof HTMLElement)) return;
  const chips = chipsIn(currentTarget);
  const at = chips.indexOf(target);
  const forward = target.matches(':dir(rtl)') ? -1 : 1;
  const places = new Map([
    ['Home', 0],
    ['End', chips.length - 1],
    ['ArrowRight', at + forward],
    ['ArrowLeft', at - forward],
  ]);
  const to = places.get(key);
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = chips[to] ?? target;
  // By itself too: a window in the background fires no focus events.
  stopAt(next, chips);
  next.focus();
}

/** A chip that has the focus is the one Tab comes back to. */
export function rove({ currentTarget, target }: Event): void {
  if (!(currentTarget instanceof ShadowRoot) || !(target instanceof HTMLElement)) return;
  const chips = chipsIn(currentTarget);
  if (chips.includes(target)) stopAt(target, chips);
}

/** Tab reaches one chip; those that are drawn anew may have lost it, or have none chosen for it yet. */
export function keepTabStop(root: ParentNode): void {
  const chips = chipsIn(root);
  if (chips.filter(({ tabIndex }) => tabIndex === 0).length === 1) return;
  stopAt(chips.find((one) => one.matches('[aria-pressed=true]')) ?? chips[0], chips);
}

function chipsIn(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[role=toolbar] > button')];
}

function stopAt(target: HTMLElement | undefined, chips: readonly HTMLElement[]): void {
  for (const one of chips) one.tabIndex = one === target ? 0 : -1;
}

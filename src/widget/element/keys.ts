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

/** Tab reaches one chip: that with the focus, or that it reached before; those that are drawn anew may have lost it. */
export function keepTabStop(root: ShadowRoot): void {
  const chips = chipsIn(root);
  const [reached, another] = chips.filter(({ tabIndex }) => tabIndex === 0);
  const before = another ? undefined : reached;
  const chosen = chips.find((one) => one.matches('[aria-pressed=true]'));
  stopAt(chips.find((one) => one === root.activeElement) ?? before ?? chosen ?? chips[0], chips);
}

function chipsIn(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[role=toolbar] > button')];
}

function stopAt(target: HTMLElement | undefined, chips: readonly HTMLElement[]): void {
  for (const one of chips) one.tabIndex = one === target ? 0 : -1;
}

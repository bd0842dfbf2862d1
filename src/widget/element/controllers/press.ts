/**
 * Runs what would move things under the pointer at once, or, while a button is held down, once it is let go and its click
 * has arrived: a button that moves away in between is never clicked. Ends with `signal`.
 */
export function outsidePress({ signal }: { signal: AbortSignal }): (run: () => void) => void {
  const held: (() => void)[] = [];
  let pressed = false;
  const onPress = (event: Event): void => {
    pressed ||= event instanceof MouseEvent && event.button === 0;
  };
  const onRelease = (): void => {
    pressed = false;
    // The click comes before the next task. After a touch all of mousedown, mouseup and click follow in one.
    setTimeout(() => {
      if (!pressed && !signal.aborted) for (const run of held.splice(0)) run();
    });
  };
  const options = { signal, capture: true };
  for (const type of ['pointerdown', 'mousedown']) window.addEventListener(type, onPress, options);
  for (const type of ['pointerup', 'pointercancel', 'mouseup']) window.addEventListener(type, onRelease, options);
  return (run) => {
    if (pressed) held.push(run);
    else run();
  };
}

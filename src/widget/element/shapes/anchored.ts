/** Pixels to the edge of the window. */
const padding = 8;

/** Least height, in pixels, before a popover rather covers what it stands at. */
const least = 360;

/**
 * Keeps `layer` at its anchor until `signal` aborts: below or above it, whichever has the room, within the window. Looks
 * in every frame where the anchor is, because scrolling, an animation and what comes above it all move it and no event
 * tells of all of them; nothing is written while it stands still.
 */
export function anchored(
  layer: HTMLElement,
  { anchor, signal }: { anchor: () => HTMLElement; signal: AbortSignal },
): void {
  let seen = '';
  const follow = (): void => {
    if (signal.aborted) return;
    const at = anchor().getBoundingClientRect();
    const now = [at.x, at.y, at.width, at.height, layer.offsetWidth, layer.offsetHeight, ...windowNow()].join();
    if (now !== seen) place(layer, at);
    seen = now;
    requestAnimationFrame(follow);
  };
  follow();
}

function place(layer: HTMLElement, anchor: DOMRect): void {
  const [left, top, right, bottom] = windowNow();
  const { direction, scrollMarginTop } = getComputedStyle(layer);
  const gap = Number.parseFloat(scrollMarginTop) || 0;
  const below = bottom - anchor.bottom - gap;
  const above = anchor.top - gap - top;
  const under = below >= Math.min(layer.offsetHeight, above);
  layer.style.setProperty('--_room', `${Math.max(least, under ? below : above)}px`);
  const { offsetWidth: width, offsetHeight: height } = layer;
  const within = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));
  const [start, end] = [anchor.left, anchor.right - width];
  const [wanted, other] = direction === 'rtl' ? [end, start] : [start, end];
  const fits = (x: number): boolean => x >= left && x + width <= right;
  const x = within(!fits(wanted) && fits(other) ? other : wanted, left, right - width);
  const y = within(under ? anchor.bottom + gap : anchor.top - gap - height, top, bottom - height);
  layer.style.setProperty('inset', `${y}px auto auto ${x}px`);
}

/** What is seen of the page, less what is to stay free at its edges: left, top, right and bottom. */
function windowNow(): readonly [number, number, number, number] {
  const { offsetLeft: x = 0, offsetTop: y = 0, width = innerWidth, height = innerHeight } = visualViewport ?? {};
  return [x + padding, y + padding, x + width - padding, y + height - padding];
}

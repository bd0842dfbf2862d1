import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';

/** Pixels to the edge of the window. */
const padding = 8;

/** Least height, in pixels, before a popover rather covers what it stands at. */
const least = 360;

/**
 * Keeps `layer` at its anchor until `signal` aborts: below or above it, whichever has the room, within the window, through
 * scrolling and resizing.
 */
export function anchored(
  layer: HTMLElement,
  { anchor, signal }: { anchor: () => HTMLElement; signal: AbortSignal },
): void {
  if (signal.aborted) return;
  const reference = anchor();
  const gap = Number.parseFloat(getComputedStyle(layer).scrollMarginTop) || 0;
  const place = async (): Promise<void> => {
    const { x, y } = await computePosition(reference, layer, {
      strategy: 'fixed',
      placement: 'bottom-start',
      middleware: [
        offset(gap),
        flip({ padding }),
        size({
          padding,
          apply: ({ availableHeight }) => layer.style.setProperty('--_room', `${Math.max(least, availableHeight)}px`),
        }),
        shift({ padding, crossAxis: true }),
      ],
    });
    layer.style.setProperty('inset', `${y}px auto auto ${x}px`);
  };
  const update = (): void => void place();
  const stop = autoUpdate(reference, layer, update, { elementResize: false });
  // A frame later: the room it is given can change its size once more, which a page would be told of as an error.
  const resized = new ResizeObserver(() => requestAnimationFrame(() => signal.aborted || update()));
  for (const one of [reference, layer]) resized.observe(one);
  signal.addEventListener('abort', () => {
    stop();
    resized.disconnect();
  });
}

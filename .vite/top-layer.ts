import { computePosition as compute, type ComputePositionConfig, type Platform } from '@floating-ui/core';

export { flip, offset, shift, size } from '@floating-ui/core';

/**
 * Stands in for `@floating-ui/dom` in the build for a script tag. What floats here is in the top layer, where nothing but
 * the window clips or moves it, so that most of what the package measures is not there to be measured. Half of the size;
 * `test/widget/element/top-layer.browser.ts` holds that both place it alike.
 */
export const computePosition = (
  reference: Element,
  floating: HTMLElement,
  config: Omit<ComputePositionConfig, 'platform'>,
) => compute(reference, floating, { ...config, platform });

/** Calls `update` now, and whenever either element has moved or changed its size, until the answer is called. */
export function autoUpdate(reference: Element, floating: HTMLElement, update: () => void): () => void {
  let before = '';
  let frame = 0;
  const look = (): void => {
    const { x, y, width, height } = reference.getBoundingClientRect();
    const now = JSON.stringify([x, y, width, height, sizeOf(floating), windowSize()]);
    if (now !== before) update();
    before = now;
    frame = requestAnimationFrame(look);
  };
  look();
  return () => cancelAnimationFrame(frame);
}

const platform: Platform = {
  getElementRects: ({ reference, floating }: { reference: Element; floating: HTMLElement }) => ({
    reference: reference.getBoundingClientRect(),
    floating: { x: 0, y: 0, ...sizeOf(floating) },
  }),
  getDimensions: sizeOf,
  getClippingRect: () => ({ x: 0, y: 0, ...windowSize() }),
  isRTL: (element: Element) => element.matches(':dir(rtl)'),
};

function sizeOf({ offsetWidth: width, offsetHeight: height }: HTMLElement): { width: number; height: number } {
  return { width, height };
}

/** Without its scroll bars, which come and go by themselves. */
function windowSize(): { width: number; height: number } {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  return { width, height };
}

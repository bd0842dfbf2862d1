import { eventually, type Embed } from './harness.js';

/** A button of the page's own. It goes with the next test. */
export function aButton(id: string, style = ''): HTMLButtonElement {
  const button = document.createElement('button');
  button.id = id;
  button.className = 'of-the-page';
  button.textContent = 'Connect an account';
  button.style.cssText = style;
  document.body.append(button);
  return button;
}

afterEach(() => document.querySelectorAll('.of-the-page').forEach((one) => one.remove()));

export function root(page: Embed): ShadowRoot {
  const { shadowRoot } = page.element;
  if (!shadowRoot) throw new Error('the tag has no shadow tree');
  return shadowRoot;
}

/** What floats. */
export function frameOf(page: Embed): HTMLElement {
  const frame = root(page).querySelector<HTMLElement>('[part=frame]');
  if (!frame) throw new Error('nothing was drawn');
  return frame;
}

export function isOpen(page: Embed): boolean {
  return page.element.matches(':state(open)') && frameOf(page).checkVisibility();
}

export async function opened(page: Embed): Promise<void> {
  await eventually(() => root(page).childElementCount > 0 && isOpen(page), 'opening');
}

export async function closed(page: Embed): Promise<void> {
  await eventually(() => !page.element.matches(':state(open)') && !frameOf(page).checkVisibility(), 'closing');
}

export function pressOutside(): void {
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
}

/** Where an element is, when nothing moves any more. */
export function box(element: Element): DOMRect {
  for (const animation of element.getAnimations()) animation.finish();
  return element.getBoundingClientRect();
}

export interface RaiseOptions {
  readonly host: HTMLElement;
  /** What a popover stands at. */
  readonly anchor: () => HTMLElement;
  /** The end user asks to close it. */
  readonly dismiss: () => void;
  /** It is closed or not drawn any more, whoever is asked. */
  readonly lost: () => void;
}

export interface Raised {
  readonly layer: HTMLElement;
  lower(): void;
}

/**
 * Puts `layer` above the page: a dialog in the top layer with all else inert, a popover in the top layer where the engine
 * knows popovers, at its anchor. Listens for all that closes it, until it is lowered.
 */
export function raise(layer: HTMLElement, { host, anchor, dismiss, lost }: RaiseOptions): Raised {
  const over = new AbortController();
  const { signal } = over;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    // Not the host page's dialog as well, which this one may stand in.
    event.stopPropagation();
    dismiss();
  };
  host.addEventListener('keydown', onKey, { signal });
  document.addEventListener('keydown', onKey, { signal });
  // What stands in something hidden would hold the page while nobody sees it.
  const look = (): void => {
    if (!layer.checkVisibility()) lost();
  };
  const drawn = new ResizeObserver(look);
  layer.hidden = false;
  const lowered =
    layer instanceof HTMLDialogElement
      ? modal(layer, { signal, dismiss, lost })
      : popover(layer, { signal, host, anchor, dismiss, lost });
  drawn.observe(layer);
  look();
  return {
    layer,
    lower() {
      over.abort();
      drawn.disconnect();
      lowered();
      layer.hidden = true;
    },
  };
}

interface ModalOptions extends Pick<RaiseOptions, 'dismiss' | 'lost'> {
  readonly signal: AbortSignal;
}

/** How many dialogs keep the page from scrolling, and how it was before the first. */
let holding = 0;
let overflow = '';
let scrollbarGutter = '';

function modal(layer: HTMLDialogElement, { signal, dismiss, lost }: ModalOptions): () => void {
  layer.showModal();
  const onCancel = (event: Event): void => {
    event.preventDefault();
    dismiss();
  };
  // A phone's Back, which comes without a key.
  layer.addEventListener('cancel', onCancel, { signal });
  // It comes a task later, when the dialog may be open again.
  layer.addEventListener('close', () => layer.open || lost(), { signal });
  // A focus trap of the page turns Tab back to where, from here, nothing can be focused.
  window.addEventListener('keydown', (event) => event.key === 'Tab' && event.stopPropagation(), {
    signal,
    capture: true,
  });
  const { style } = document.documentElement;
  if (!holding++) ({ overflow, scrollbarGutter } = style);
  if (innerWidth > document.documentElement.clientWidth) style.scrollbarGutter = 'stable';
  style.overflow = 'hidden';
  return () => {
    if (!--holding) Object.assign(style, { overflow, scrollbarGutter });
    layer.close();
  };
}

interface PopoverOptions extends RaiseOptions {
  readonly signal: AbortSignal;
}

function popover(layer: HTMLElement, { signal, host, anchor, dismiss, lost }: PopoverOptions): () => void {
  // Where popovers are not known it is fixed, above everything that has no layer of its own.
  if ('showPopover' in layer) layer.showPopover();
  // Told of a task later, when it may be open again.
  layer.addEventListener('toggle', () => layer.matches(':popover-open') || lost(), { signal });
  const onPress = (event: Event): void => {
    const path = event.composedPath();
    if (!path.includes(host) && !path.includes(anchor())) dismiss();
  };
  document.addEventListener('pointerdown', onPress, { signal, capture: true });
  // Without it the popover stands in a corner, which is better than not at all.
  import('./anchored.js').then(
    ({ anchored }) => anchored(layer, { anchor, signal }),
    () => undefined,
  );
  return () => {
    // A page that moves the tag to another document has hidden it already.
    if ('hidePopover' in layer && layer.matches(':popover-open')) layer.hidePopover();
  };
}

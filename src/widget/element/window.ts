const width = 520;
const height = 720;

/**
 * Opens the sign-in window, empty. To be called in the click itself, before any `await`: Safari grants a window only
 * there. Undefined when the browser refused, by null, by throwing or by a window that is closed at once.
 */
export function openSignInWindow(): Window | undefined {
  const opened = open();
  return opened?.closed === false ? opened : undefined;
}

/**
 * Closes a sign-in window that has nothing left to do while its document is still ours to read. One that went to another
 * origin is left to close itself: the browser would refuse, and write its address, code and all, into the page's console.
 */
export function closeSignInWindow(opened: Window | undefined): void {
  try {
    if (opened?.document) opened.close();
  } catch {
    // Elsewhere, or out of reach by the provider's COOP.
  }
}

function open(): Window | null {
  const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - width) / 2));
  const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - height) / 2));
  try {
    // A name nobody can guess, so that no other page can navigate this window.
    return window.open(
      'about:blank',
      `connection-embed-${crypto.randomUUID()}`,
      `popup,width=${width},height=${height},left=${left},top=${top}`,
    );
  } catch {
    return null;
  }
}

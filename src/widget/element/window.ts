const width = 520;
const height = 720;

/**
 * Opens the sign-in window. To be called in the click itself, before any `await`: Safari grants a window only there.
 * Nothing is asked of the server yet, so the window says `words` meanwhile. Undefined when the browser refused, by
 * null, by throwing or by a window that is closed at once.
 */
export function openSignInWindow(words: string): Window | undefined {
  const opened = open();
  if (!opened || opened.closed) return undefined;
  say(opened, words);
  return opened;
}

/** Closes a sign-in window that has nothing left to do; one that went to another origin may stay. */
export function closeSignInWindow(opened: Window | undefined): void {
  try {
    opened?.close();
  } catch {
    // Out of reach by the provider's COOP: it closes itself, or the user does.
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

// By DOM calls and properties, which neither a strict CSP nor Trusted Types of the host page minds.
function say(opened: Window, words: string): void {
  try {
    const { document } = opened;
    document.title = words;
    const line = document.createElement('p');
    line.textContent = words;
    line.setAttribute('role', 'status');
    Object.assign(line.style, { font: '15px/1.5 system-ui, sans-serif', textAlign: 'center', marginTop: '40vh' });
    document.documentElement.style.colorScheme = 'light dark';
    document.body.append(line);
  } catch {
    // The words are a courtesy.
  }
}

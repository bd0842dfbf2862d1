/**
 * Puts words into a sign-in window that has nothing else to show yet; by DOM calls and properties, which neither a strict
 * CSP nor Trusted Types of the host page minds.
 */
export function say(opened: Window, words: string): void {
  try {
    const { document } = opened;
    document.title = words;
    const line = document.createElement('p');
    line.textContent = words;
    line.dir = 'auto';
    line.setAttribute('role', 'status');
    Object.assign(line.style, { font: '15px/1.5 system-ui, sans-serif', textAlign: 'center', marginTop: '40vh' });
    document.documentElement.style.colorScheme = 'light dark';
    document.body.append(line);
  } catch {
    // The words are a courtesy.
  }
}

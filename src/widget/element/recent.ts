const key = 'connection-embed recent';
const kept = 5;

/** The integrations (`type`) that were chosen in this browser, the last one first; nothing else is ever stored with them. */
export function recentlyUsed(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.slice(0, kept).filter((one) => typeof one === 'string') : [];
  } catch {
    // Storage may be forbidden, and what is in it may be anybody's.
    return [];
  }
}

export function noteUsed(type: string): void {
  const others = recentlyUsed().filter((one) => one !== type);
  try {
    localStorage.setItem(key, JSON.stringify([type, ...others].slice(0, kept)));
  } catch {
    // The list does without.
  }
}

/** Where a tab keeps the attempts it has under way at the server whose attempts start at `startUrl`. */
export function recordKey(startUrl: string): string {
  return `connection-embed ${startUrl}`;
}

/** Whether there may be something to resume; the record itself is read by what resumes it. */
export function hasRecord(startUrl: string): boolean {
  try {
    return sessionStorage.getItem(recordKey(startUrl)) !== null;
  } catch {
    return false;
  }
}

/**
 * Takes the server's `connection_attempt` out of the address, leaving other parameters, their spelling and the hash.
 * It is never read: what this tab may resume stands in its own record only.
 */
export function stripAttemptParameter(): void {
  const { pathname, search, hash } = location;
  const rest = search.replace(/([?&])connection_attempt=[^&]*(?:&|$)/g, '$1').replace(/[?&]$/, '');
  if (rest !== search) history.replaceState(history.state, '', location.origin + pathname + rest + hash);
}

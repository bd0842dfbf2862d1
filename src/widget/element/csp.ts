/**
 * Watches a document for what the host page's Content Security Policy refuses: without the server in `connect-src` or
 * `form-action` the browser reports no more than a network failure, or nothing. Answers whether `url` was refused;
 * `onRefusal` hears at once of a form to `formTo` that was; the page's own forms are none of our business. Ends with
 * `signal`.
 */
export function watchPolicy(
  target: Document,
  { signal, formTo, onRefusal }: { signal: AbortSignal; formTo?: string; onRefusal?: () => void },
): (url: string) => boolean {
  const refused = new Set<string>();
  target.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      const ours = effectiveDirective === 'connect-src' || effectiveDirective === 'form-action';
      if (disposition !== 'enforce' || !ours) return;
      const origin = originOf(blockedURI);
      refused.add(origin);
      if (effectiveDirective === 'form-action' && formTo && origin === originOf(formTo)) onRefusal?.();
    },
    { signal },
  );
  return (url) => refused.has(originOf(url));
}

function originOf(url: string): string {
  return URL.canParse(url, location.href) ? new URL(url, location.href).origin : '';
}

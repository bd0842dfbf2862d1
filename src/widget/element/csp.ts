/**
 * Watches a document for what the host page's Content Security Policy refuses: without the server in `connect-src` or
 * `form-action` the browser reports no more than a network failure. Ends with `signal`.
 */
export function watchPolicy(target: Document, { signal }: { signal: AbortSignal }): (url: string) => boolean {
  const refused = new Set<string>();
  target.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      const ours = effectiveDirective === 'connect-src' || effectiveDirective === 'form-action';
      // A form's address can be reported as 'form-action' instead of where it went.
      if (disposition === 'enforce' && ours) refused.add(originOf(blockedURI) ?? effectiveDirective);
    },
    { signal },
  );
  return (url) => refused.has(originOf(url) ?? '') || refused.has('form-action');
}

function originOf(url: string): string | undefined {
  return URL.canParse(url, location.href) && url !== 'form-action' ? new URL(url, location.href).origin : undefined;
}

import { unsafeCSS, type CSSResult } from 'lit';

/**
 * Declares public variables by the end of their name, each with its default: `radius` is `--connection-embed-radius` to
 * the page and `--_radius` in here, where all rules read only the latter. It is important, so that a page cannot set it by
 * accident: a rule for `*` there would win over `:host` otherwise.
 */
export function variables(defaults: Readonly<Record<string, string>>): CSSResult {
  const declared = Object.entries(defaults).map(
    ([name, value]) => `--_${name}:var(--connection-embed-${name},${value})!important`,
  );
  return unsafeCSS(`:host{${declared.join(';')}}`);
}

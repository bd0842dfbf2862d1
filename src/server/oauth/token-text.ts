/**
 * Whether a text can be a token: printable ASCII (RFC 6749 appendix A.12 and A.17), which is also what fits into a header.
 * A line break in one would make a second header of it, or an error whose message quotes it.
 */
export function isTokenText(text: string): boolean {
  return /^[\x20-\x7E]+$/.test(text);
}

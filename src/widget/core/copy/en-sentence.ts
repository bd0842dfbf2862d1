/** A label as it stands inside a sentence: "API Key" becomes "API key", "client id" "client ID", "HR" stays. */
export function inSentence(label: string): string {
  return label.replace(/\S+/g, (word) => {
    if (/^(api|id|url)$/i.test(word)) return word.toUpperCase();
    return /[A-Z].*[A-Z\d]/.test(word) ? word : word.toLowerCase();
  });
}

/** "a, b and c" */
export function list(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(parts);
}

/**
 * A label of an integration's as it stands inside a sentence: in English "API Key" becomes "API key", while "HR" stays.
 * Other languages leave its capitals, for there it is a name in a foreign tongue.
 */
export function inSentence(label: string, lang: string): string {
  return lang === 'en'
    ? label.replace(/\S+/g, (word) => (/[A-Z].*[A-Z\d]|^(Api|Id|Url)$/.test(word) ? word : word.toLowerCase()))
    : label;
}

/** "a, b and c", or with `disjunction` "a, b or c". */
export function list(parts: readonly string[], lang: string, type: Intl.ListFormatType = 'conjunction'): string {
  return new Intl.ListFormat(lang === 'en' ? 'en-GB' : lang, { type }).format(parts);
}

/** The first letter in upper case, where a language has one. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "in 30 seconds", "in 2 minutes" */
export function fromNow(seconds: number, lang: string): string {
  const relative = new Intl.RelativeTimeFormat(lang);
  return seconds < 60
    ? relative.format(Math.ceil(seconds), 'second')
    : relative.format(Math.ceil(seconds / 60), 'minute');
}

/** "Acme’s", and "Acme Integrations’": English. */
export function possessive(name: string): string {
  return `${name}’${/s$/i.test(name) ? '' : 's'}`;
}

/**
 * A sentence as it is written out, with what it names isolated where that reads from right to left:
 *
 *     sentence`Remove ${account}?`
 */
export function sentence(words: readonly string[], ...named: readonly string[]): string {
  return String.raw({ raw: words }, ...named.map((name) => isolated(name)));
}

/** A name that cannot turn the words around it; as it is where it and `among` read from left to right. */
export function isolated(name: string, among = ''): string {
  return /[\u0590-\u08ff]/.test(among + name) ? `\u2068${name}\u2069` : name;
}

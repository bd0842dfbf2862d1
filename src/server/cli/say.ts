/** Words for whoever started the command: on stderr, so that what it gives can be piped. Every line is {@link shown}. */
export function say(text: string): void {
  process.stderr.write(`${text.split('\n').map(shown).join('\n')}\n`);
}

/** What a command gives: on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * A text of somebody else's as it may be shown: what ends a line, drives a terminal or turns its text around is written
 * out, `\u{1b}`.
 */
export function shown(text: string): string {
  return text.replace(unsafe, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}

/** For machines, and for whoever looks at what they get: the same characters, escaped as JSON has it. */
export function json(value: unknown, { indent = 0 }: { readonly indent?: number } = {}): string {
  const text = JSON.stringify(value, null, indent);
  // A line break of its own stands between values; one within is escaped already.
  return text.replace(unsafe, (one) => (one === '\n' ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Rows as aligned columns, two spaces apart; the last one is left as it is. Every cell is {@link shown}. */
export function columns(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(shown));
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

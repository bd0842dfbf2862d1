/** Words for whoever started the command: on stderr, so that what it gives can be piped. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What a command gives: on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Rows as aligned columns, two spaces apart; the last one is left as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

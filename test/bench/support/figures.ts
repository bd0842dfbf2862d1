/** One line of a table. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** What the same machine does without our part, in the same run; a dash where there is nothing of the kind. */
  readonly floor?: string;
  readonly target?: string;
}

/** `floor`: what the third column holds, where it is something else than a floor. */
export function printFigures(title: string, figures: readonly Figure[], { floor: third = 'floor' } = {}): void {
  const rows = [
    [title, 'measured', third, 'target'],
    ...figures.map(({ what, measured, floor = '-', target = '-' }) => [what, measured, floor, target]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    );
  console.log();
}

export function perSecond(value: number): string {
  return `${Math.round(value)}/s`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}

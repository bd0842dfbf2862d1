/**
 * A name that others gave, as it is shown: without the controls that turn the direction of what stands around it (they
 * make `exe.txt` of `txt.exe`), and not too long to read. Empty where nothing is left.
 */
export function shownName(name = ''): string {
  return name
    .slice(0, 200)
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
}

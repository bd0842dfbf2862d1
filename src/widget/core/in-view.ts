/** Lines come and go by so many at once, so that what stays in sight is left alone while the list scrolls. */
export const blockSize = 8;

/** The lines that are drawn, `[start, end)`. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface Lines {
  readonly count: number;
  /** Heights in px of the lines that were measured; any other is taken to be as high as `usual`. */
  readonly heights: readonly (number | undefined)[];
  readonly usual: number;
}

/** What of a long list is to be drawn, in whole blocks, for `height` px from `top` on to be seen; never nothing. */
export function inView(lines: Lines, { top, height }: { top: number; height: number }): Extent {
  const { count } = lines;
  let at = 0;
  let start = 0;
  let end = 0;
  for (let block = 0; block < count; block += blockSize) {
    const next = Math.min(block + blockSize, count);
    const below = at + roomOf(lines, block, next);
    if (below <= top && next < count) start = next;
    else if (at < top + height || block === start) end = next;
    at = below;
  }
  return { start, end };
}

/** How much room the lines from `start` to `end` take, in px. */
export function roomOf({ heights, usual }: Lines, start: number, end: number): number {
  let room = 0;
  for (let line = start; line < end; line++) room += heights[line] ?? usual;
  return room;
}

/**
 * Colours the monograms in `root` (`data-color`, `data-seed`), by CSSOM because a `style` attribute in a template would
 * break a strict CSP. To be called after each render.
 */
export function paint(root: ParentNode): void {
  for (const icon of root.querySelectorAll<HTMLElement>('[data-seed]')) {
    const [background, text] = tintOf(icon.dataset.color, icon.dataset.seed ?? '');
    icon.style.setProperty('--_tint', background);
    icon.style.setProperty('--_on-tint', text);
  }
}

/**
 * Background and text of a monogram. Only a plain hex colour is taken from outside; a missing one is derived from
 * `seed`. The text is white or black, whichever reaches 4.5:1 (WCAG 1.4.3), and white where both do.
 */
export function tintOf(color: string | undefined, seed: string): [background: string, text: string] {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(color ?? '')?.[1];
  if (!digits) return [`oklch(0.5 0.12 ${hueOf(seed)})`, '#fff'];
  const [red = 0, green = 0, blue = 0] =
    (digits.length === 3 ? digits.replace(/./g, '$&$&') : digits)
      .match(/../g)
      ?.map((channel) => linear(Number.parseInt(channel, 16) / 255)) ?? [];
  return [`#${digits}`, 0.2126 * red + 0.7152 * green + 0.0722 * blue > 1.05 / 4.5 - 0.05 ? '#000' : '#fff'];
}

/** Of a lightness and chroma at which any hue carries white text: 5:1 at least. */
function hueOf(seed: string): number {
  let sum = 0;
  for (const character of seed) sum += character.charCodeAt(0) * 47;
  return sum % 360;
}

/** WCAG's relative luminance of a channel, but for its straight part near black, which decides nothing here. */
function linear(share: number): number {
  return ((share + 0.055) / 1.055) ** 2.4;
}

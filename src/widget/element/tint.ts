import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

class TintDirective extends Directive {
  #last: string | undefined;

  render(_color: string | undefined, _text: string | undefined, _seed: string): unknown {
    return noChange;
  }

  override update(part: ElementPart, [color, text, seed]: [string | undefined, string | undefined, string]): unknown {
    const key = `${color} ${text} ${seed}`;
    const { element } = part;
    if (key !== this.#last && element instanceof HTMLElement) {
      this.#last = key;
      const tint = tintOf(color, text, seed);
      element.style.setProperty('--_tint', tint.background);
      element.style.setProperty('--_on-tint', tint.text);
    }
    return noChange;
  }
}

/**
 * Colours an element as an integration's monogram, by CSSOM because a `style` attribute would break a strict CSP:
 * `${tint(color, text_color, type)}`.
 */
export const tint = directive(TintDirective);

/**
 * Background and text of a monogram. Only plain hex colours are taken from outside; a missing one is derived from
 * `seed`, and a text colour below 4.5:1 (WCAG 1.4.3) gives way to black or white.
 */
export function tintOf(
  color: string | undefined,
  text: string | undefined,
  seed: string,
): { background: string; text: string } {
  const background = hex(color) ?? palette[hash(seed) % palette.length] ?? '#475569';
  const wanted = hex(text);
  if (wanted && contrast(background, wanted) >= 4.5) return { background, text: wanted };
  return { background, text: contrast(background, '#ffffff') >= 4.5 ? '#ffffff' : '#000000' };
}

/** For integrations without a colour of their own; all carry white text. */
const palette = ['#3451b2', '#0b6e6e', '#7c3aad', '#a8326a', '#8a4b08', '#2c6e3f', '#5b5f97', '#475569'];

function hash(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}

function hex(color: string | undefined): string | undefined {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(color ?? '')?.[1];
  return digits && `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`.toLowerCase();
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const channel = (at: number): number => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

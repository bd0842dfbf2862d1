/**
 * Stands in for lit's `css-tag` in the script-tag bundle. Every browser that can show the tag's colours can share style
 * sheets, so that lit's way for older ones would never run.
 */
export class CSSResult {
  readonly styleSheet = new CSSStyleSheet();

  constructor(text: string) {
    this.styleSheet.replaceSync(text);
  }
}

// @__NO_SIDE_EFFECTS__
export function unsafeCSS(text: string): CSSResult {
  return new CSSResult(text);
}

/** The tag's style sheets are one text each, without expressions; `collapseTemplates` holds that. */
// @__NO_SIDE_EFFECTS__
export function css([text = '']: readonly string[]): CSSResult {
  return new CSSResult(text);
}

export function getCompatibleStyle(style: CSSResult): CSSResult {
  return style;
}

export function adoptStyles(root: ShadowRoot, styles: readonly CSSResult[]): void {
  root.adoptedStyleSheets = styles.map(({ styleSheet }) => styleSheet);
}

export const supportsAdoptingStyleSheets = true;

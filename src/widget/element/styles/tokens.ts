import { variables } from './variables.js';

/**
 * What the first sight is made of. Colours start from the page's own `Canvas` and `CanvasText` and follow its
 * `color-scheme`. Lengths are in rem where they follow the user's text size, in px on a 4 px grid elsewhere.
 */
export const tokens = variables({
  surface: 'light-dark(Canvas,color-mix(in oklab,Canvas 78%,#353d5c))',
  text: 'light-dark(color-mix(in oklab,CanvasText 64%,#566080),color-mix(in oklab,CanvasText 93%,#566080))',
  'text-muted': 'color-mix(in oklab,var(--_text) 64%,var(--_surface))',
  'surface-quiet': 'color-mix(in oklab,light-dark(var(--_text-muted),var(--_text)) 7%,var(--_surface))',
  'surface-hover': 'color-mix(in oklab,var(--_text) 7%,var(--_surface))',
  line: 'color-mix(in oklab,var(--_text) 13%,var(--_surface))',
  // 3:1 against the surface, as the outline of a control.
  'control-line': 'color-mix(in oklab,var(--_text) 45%,var(--_surface))',
  success: 'light-dark(#0a7350,#4fd6a6)',
  warning: 'light-dark(#8a5a00,#f3bd62)',
  'search-surface': 'var(--_surface-quiet)',
  'chip-active': 'var(--_text)',
  'chip-active-text': 'var(--_surface)',
  'font-family': 'inherit',
  'font-size': '.9375rem',
  'line-height': '1.45',
  'label-size': '.875rem',
  'small-size': '.8125rem',
  'caption-size': '.75rem',
  'strong-weight': '600',
  'title-size': '1.1875rem',
  'title-weight': '650',
  width: '26rem',
  height: '38rem',
  gutter: '20px',
  gap: '12px',
  'row-height': '56px',
  'control-height': '44px',
  'icon-size': '40px',
  'border-width': '1px',
  radius: '16px',
  'control-radius': '10px',
  'icon-radius': 'var(--_control-radius)',
  'chip-radius': '16px',
  shadow: '0 1px 2px #0000000d,0 8px 28px #0000000f',
});

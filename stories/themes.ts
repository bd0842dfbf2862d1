/** A look that is made of the public variables alone, and the page that it is shown on. */
export interface Theme {
  /** By the end of their name: `radius` is `--connection-embed-radius`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The page around the tag: its background, and its `color-scheme` where the look has only one. */
  readonly page: { readonly background: string; readonly scheme?: 'light' | 'dark' };
}

const plain: Theme = { variables: {}, page: { background: 'light-dark(#f4f5f7, #0d0e12)' } };

/** Six looks. All but Midnight follow the page's `color-scheme`. */
export const themes: Readonly<Record<string, Theme>> = {
  Plain: plain,

  Midnight: {
    variables: {
      surface: '#101631',
      'surface-quiet': '#171f42',
      'surface-hover': '#1d2750',
      text: '#e8ecff',
      'text-muted': '#a3aed8',
      line: '#28325f',
      'control-line': '#6d7bb4',
      'control-surface': '#0c1128',
      'search-surface': '#0c1128',
      accent: '#7ee0d2',
      'accent-text': '#06201d',
      link: '#7ee0d2',
      danger: '#ff9db0',
      success: '#7ee0a8',
      warning: '#ffd27a',
      'chip-active': '#7ee0d2',
      'chip-active-text': '#06201d',
      shadow: '0 0 0 1px #ffffff0a, 0 24px 64px #00000080',
    },
    page: { background: 'radial-gradient(60rem 40rem at 50% -10rem, #26306a, #080b1a)', scheme: 'dark' },
  },

  Paper: {
    variables: {
      surface: 'light-dark(#fdfaf3, #211d18)',
      text: 'light-dark(#2b241a, #f1e9db)',
      accent: 'light-dark(#8c3b1f, #f0a283)',
      danger: 'light-dark(#a3172a, #ff9a94)',
      success: 'light-dark(#3e6b2f, #a4d08e)',
      'font-family': 'Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif',
      'font-size': '1rem',
      'title-size': '1.375rem',
      'title-weight': '500',
      'strong-weight': '600',
      radius: '4px',
      'control-radius': '3px',
      'chip-radius': '3px',
      'icon-radius': '50%',
      'search-surface': 'transparent',
      shadow: 'none',
    },
    page: { background: 'light-dark(#f1e9d9, #15120e)' },
  },

  'High contrast': {
    variables: {
      surface: 'light-dark(#fff, #000)',
      'surface-quiet': 'light-dark(#eef2ff, #16181f)',
      'surface-hover': 'light-dark(#e5edff, #1c2a4d)',
      text: 'light-dark(#000, #fff)',
      'text-muted': 'light-dark(#1f1f1f, #ededed)',
      line: 'light-dark(#000, #fff)',
      'control-line': 'light-dark(#000, #fff)',
      accent: 'light-dark(#0030a8, #ffe14d)',
      link: 'light-dark(#0030a8, #ffe14d)',
      'focus-ring': 'light-dark(#b3005e, #00e5ff)',
      'focus-width': '4px',
      danger: 'light-dark(#9b0014, #ff9d9d)',
      success: 'light-dark(#005c33, #6cf0ae)',
      'border-width': '2px',
      radius: '0px',
      'control-radius': '0px',
      'chip-radius': '0px',
      'icon-radius': '0px',
      'strong-weight': '700',
      'title-weight': '800',
      shadow: 'none',
    },
    page: { background: 'light-dark(#fff, #000)' },
  },

  Rounded: {
    variables: {
      surface: 'light-dark(#fff, #1f1a2b)',
      text: 'light-dark(#2a2140, #f3eeff)',
      'text-muted': 'light-dark(#5a5272, #bdb3d4)',
      accent: 'light-dark(#7a2ff2, #c4a2ff)',
      'surface-quiet': 'light-dark(#f6f1ff, #2a2339)',
      'surface-hover': 'light-dark(#efe6ff, #332a47)',
      'control-line': 'light-dark(#8f7fb3, #8a7cab)',
      line: 'light-dark(#e7dcfa, #3a3150)',
      'font-family': 'ui-rounded, "SF Pro Rounded", Nunito, Quicksand, system-ui, sans-serif',
      radius: '28px',
      'control-radius': '22px',
      'icon-radius': '50%',
      'row-height': '64px',
      'control-height': '48px',
      gutter: '24px',
      'chip-active': 'light-dark(#7a2ff2, #c4a2ff)',
      'chip-active-text': 'light-dark(#fff, #1f1a2b)',
      shadow: '0 2px 4px #7a2ff20f, 0 24px 56px #7a2ff224',
      duration: '0.2s',
      easing: 'cubic-bezier(0.3, 1.4, 0.5, 1)',
    },
    page: { background: 'linear-gradient(160deg, light-dark(#efe4ff, #120d1c), light-dark(#ffeaf3, #1c1220))' },
  },

  Dense: {
    variables: {
      'font-size': '0.8125rem',
      'label-size': '0.8125rem',
      'small-size': '0.75rem',
      'caption-size': '0.6875rem',
      'title-size': '0.9375rem',
      'line-height': '1.35',
      'row-height': '40px',
      'control-height': '32px',
      'icon-size': '24px',
      gutter: '12px',
      gap: '10px',
      radius: '6px',
      'control-radius': '4px',
      'chip-radius': '4px',
      height: '30rem',
      width: '24rem',
      accent: 'light-dark(#18181b, #fafafa)',
      link: 'light-dark(#1d4ed8, #93b4ff)',
      shadow: '0 1px 3px #0000001f',
    },
    page: { background: 'light-dark(#ececee, #09090b)' },
  },
};

/** A look by its name; the plain one where there is none of that name. */
export function themeOf(name: unknown): Theme {
  return themes[String(name)] ?? plain;
}

/** The variables of a look as they are written in CSS. */
export function cssOf({ variables }: Pick<Theme, 'variables'>): string {
  return Object.entries(variables)
    .map(([name, value]) => `--connection-embed-${name}: ${value};`)
    .join(' ');
}

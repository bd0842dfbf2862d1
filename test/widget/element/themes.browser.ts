import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';
import { ConnectionError } from '../../../src/contract/index.js';
import { anatomy } from '../../../src/widget/element/anatomy.js';
import { accounts, integrations } from '../../../stories/integrations.js';
import type { Script } from '../../../stories/scripted-source.js';
import { themes } from '../../../stories/themes.js';
import { cleanUp, embed, eventually, frameWindows, type Embed, type EmbedOptions } from './harness.js';
import { opened } from './shape-harness.js';

declare const axe: typeof Axe;

afterEach(cleanUp);

/** One white point. */
const logo_url =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==';

const script: Script = {
  integrations: () => integrations.map((one, at) => ({ ...one, ...(at === 2 && { logo_url }) })),
  connections: () => accounts(),
  attempt: () => ({ status: 'connected' }),
  createConnection: () =>
    new ConnectionError('credentials_rejected', {
      errors: [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }],
    }),
};

/** Every step that the variables are spread over, brought about one after another. */
const steps: Record<string, (options: EmbedOptions) => Promise<Embed>> = {
  loading: async (options) => await embed({ ...options, script: { integrations: () => undefined } }),
  picking: async (options) => {
    const page = await embed({ script, ...options });
    await page.at('picking');
    await eventually(() => page.text().includes('Acme will read'));
    return page;
  },
  searching: async (options) => {
    const page = await steps['picking']!(options);
    await page.search('quil');
    return page;
  },
  form: async (options) => {
    const page = await embed({ script, ...options });
    await page.choose('Quill Books Desktop');
    await page.fill('Token', 'a-good-key');
    await page.press('Connect');
    await eventually(() => page.text().includes('did not accept'));
    return page;
  },
  accounts: async (options) => {
    const page = await embed({ script, ...options });
    await page.choose('Northwind CRM');
    await page.at('managing');
    return page;
  },
  connected: async (options) => {
    frameWindows();
    const page = await embed({ script, ...options });
    await page.choose('Quill Books Online');
    await page.at('connected');
    return page;
  },
  problem: async (options) => {
    const page = await embed({ ...options, script: { integrations: () => new ConnectionError('internal_error') } });
    await page.at('problem');
    return page;
  },
  dialog: async (options) => {
    const page = await embed({ script, ...options, set: { display: 'dialog' } });
    void page.element.open();
    await opened(page);
    return page;
  },
  popover: async (options) => {
    const page = await embed({ script, ...options, set: { display: 'popover' } });
    void page.element.open();
    await opened(page);
    return page;
  },
};

/** What each variable is set to: unlike any default. */
const values: Record<string, string> = {
  'font-family': 'fantasy',
  'mono-family': 'fantasy',
  'line-height': '1.9',
  'title-weight': '300',
  'strong-weight': '800',
  shadow: 'rgb(1, 2, 3) 0px 0px 9px',
  'float-shadow': 'rgb(1, 2, 3) 0px 0px 9px',
  duration: '7s',
  easing: 'steps(7)',
};
const lengths = /^(width|height|gutter|gap|radius|.*-(size|height|radius|width|offset))$/;

function valueOf(name: string): string {
  return values[name] ?? (lengths.test(name) ? '31px' : 'rgb(1, 2, 3)');
}

/** All that is drawn, element by element, as the engine reckons it. */
function* computed({ element }: Embed): Generator<string> {
  const root = element.shadowRoot!;
  for (const animation of root.getAnimations()) animation.finish();
  for (const one of [element, ...root.querySelectorAll('*')]) {
    const style = getComputedStyle(one);
    yield drawn.map((property) => style.getPropertyValue(property)).join('|');
    if (one instanceof HTMLInputElement) yield getComputedStyle(one, '::placeholder').color;
  }
}

function differs(before: readonly string[], page: Embed): boolean {
  let at = 0;
  for (const one of computed(page)) if (one !== before[at++]) return true;
  return at !== before.length;
}

const drawn = [
  'color background-color background-image border-top-color border-bottom-color border-inline-start-width outline-color',
  'outline-width outline-style border-top-left-radius font-family font-size font-weight line-height letter-spacing width',
  'height min-height max-width padding-left gap column-gap box-shadow transition-duration transition-timing-function',
  'animation-duration animation-timing-function scroll-margin-top stroke',
].flatMap((line) => line.split(' '));

/** The rules for what is pointed at or has the focus, which no script can bring about. */
const onlyWhenUsed: Record<string, RegExp> = {
  'accent-hover': /:hover\s*\{[^}]*background:\s*var\(--_accent-hover\)/,
};

describe('every public variable has an effect', () => {
  let plain: Map<string, string[]>;
  let pages: Map<string, Embed>;

  beforeEach(async () => {
    pages = new Map();
    for (const [name, bring] of Object.entries(steps)) pages.set(name, await bring({}));
  });

  it('and changes what is drawn at one step or another', () => {
    plain = new Map([...pages].map(([name, page]) => [name, [...computed(page)]]));
    const idle = anatomy.variables.filter((variable) => {
      const name = variable.replace('--connection-embed-', '');
      return ![...pages].some(([step, page]) => {
        page.element.style.setProperty(variable, valueOf(name));
        const changed = differs(plain.get(step)!, page);
        page.element.style.removeProperty(variable);
        return changed;
      });
    });
    const sheets = [...pages.values()].flatMap(({ element }) => [...element.shadowRoot!.adoptedStyleSheets]);
    const rules = sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
    expect(idle.filter((variable) => !onlyWhenUsed[variable.slice(19)]?.test(rules))).to.deep.equal([]);
  });
});

it('what a page calls its own variables changes nothing in the tag', async () => {
  const page = await steps['picking']!({});
  const before = [...computed(page)];
  const style = document.createElement('style');
  style.textContent = '* { --_surface: red; --_text: red; --_radius: 77px; --_width: 100px; --_line: red }';
  document.head.append(style);
  const changed = differs(before, page);
  style.remove();
  expect(changed).to.equal(false);
});

it('an accent carries readable text, whatever colour it is', async () => {
  const page = await steps['problem']!({ set: { theme: 'light' } });
  for (const accent of ['#000', '#fff', '#ffe14d', '#0a84ff', '#e5484d', '#7a2ff2', '#12b886']) {
    page.element.style.setProperty('--connection-embed-accent', accent);
    const { color } = getComputedStyle(page.find('button', 'Try again'));
    const [ink, fill] = [color, accent].map(luminance);
    const ratio = (Math.max(ink!, fill!) + 0.05) / (Math.min(ink!, fill!) + 0.05);
    expect(ratio, `${color} on ${accent}`).to.be.at.least(4.2);
  }
});

/** Relative luminance (WCAG 2.2) of any CSS colour. */
function luminance(color: string): number {
  const context = document.createElement('canvas').getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data]
    .map((channel) => channel / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

for (const [name, { variables, page: around }] of Object.entries(themes)) {
  for (const theme of around.scheme ? ([around.scheme] as const) : (['light', 'dark'] as const)) {
    it(`the look ${name} is readable in ${theme}`, async () => {
      const sheet = document.createElement('section');
      document.body.append(sheet);
      for (const [variable, value] of Object.entries(variables))
        sheet.style.setProperty(`--connection-embed-${variable}`, value);
      for (const step of ['searching', 'form', 'accounts', 'connected', 'problem'])
        await steps[step]!({ set: { theme }, into: sheet });
      for (const { shadowRoot } of sheet.querySelectorAll('connection-embed'))
        for (const animation of shadowRoot?.getAnimations() ?? []) animation.cancel();
      const { violations, passes } = await axe.run(sheet, { runOnly: ['color-contrast'] });
      sheet.remove();
      expect(passes.flatMap(({ nodes }) => nodes).length).to.be.greaterThan(20);
      expect(violations.flatMap(({ nodes }) => nodes.map((one) => `${one.html}: ${one.failureSummary}`))).to.deep.equal(
        [],
      );
    });
  }
}

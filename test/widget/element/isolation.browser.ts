import { expect } from '@esm-bundle/chai';
import { cleanUp, embed, eventually, type Embed, type EmbedOptions } from './harness.js';

afterEach(() => {
  cleanUp();
  for (const one of document.querySelectorAll('.of-the-page')) one.remove();
});

/** All that a page can do to everything in it. */
const hostile = `
  * { all: unset !important; }
  *:not(html) { font: italic 900 60px/3 serif !important; letter-spacing: 1em !important; word-spacing: 2em !important;
    text-transform: uppercase !important; text-indent: 5em !important; text-align: right !important; white-space: pre !important;
    text-shadow: 3px 3px red !important; color: red !important;
    cursor: wait !important; list-style: square !important; line-break: anywhere !important; tab-size: 40 !important;
    hyphens: auto !important; caret-color: red !important; accent-color: red !important; quotes: "x" "y" !important;
    border-collapse: collapse !important; writing-mode: horizontal-tb; font-variant: small-caps !important; }
  connection-embed { text-decoration: underline wavy red !important; opacity: 1 }
  button, input, svg, h2, h3, p, ul, li, span { display: none !important; background: red !important; }
  :host, :host * { color: red !important; display: none !important; }
  [part], [part=panel], #listbox { display: none !important; }
  * { --_surface: red; --_text: red; --_gutter: 99px; --_font-size: 60px; --_line: red; --_control-height: 2px; --_height: 1px; }
  :root { --_link: red; --_accent: red; --_room: 1px; --_tint: red; --_on-tint: red; }
`;

/** Where the page is right to have its way: where and how large the tag is, and what it hands down on purpose. */
const ofThePage =
  /^(font-family|-webkit-locale|block-size|inline-size|height|width|perspective-origin|transform-origin|inset-.*|top|bottom|left|right|--.*)$/;

function looks(page: Embed): Map<string, string> {
  const found = new Map<string, string>();
  const all = page.element.shadowRoot?.querySelectorAll('*') ?? [];
  for (const [at, one] of [...all].entries()) {
    const style = getComputedStyle(one);
    for (const property of style) {
      if (ofThePage.test(property)) continue;
      found.set(`${at} ${one.localName}[${one.getAttribute('part')}] ${property}`, style.getPropertyValue(property));
    }
  }
  return found;
}

function styleSheet(text: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.className = 'of-the-page';
  style.textContent = text;
  document.head.append(style);
  return style;
}

/** In a place of one size and one font, which are the page's to decide, so that only looks can differ. */
async function placed(options: EmbedOptions = {}): Promise<Embed> {
  const place = document.createElement('div');
  place.className = 'of-the-page';
  place.style.cssText = 'display: block !important; inline-size: 400px !important; font-family: serif';
  document.body.append(place);
  return await embed({ ...options, into: place });
}

const steps: Record<string, (page: Embed) => Promise<unknown>> = {
  'the picker': async (page) => {
    await page.at('picking');
    await eventually(() => page.text().includes('Acme will read'));
  },
  'the form': async (page) => {
    await page.choose('Harbor ATS');
    await page.at('filling-form');
  },
};

describe('a page with a hostile style sheet', () => {
  for (const [name, bring] of Object.entries(steps)) {
    it(`changes no look of ${name}`, async () => {
      const page = await placed();
      await bring(page);
      const still = (): void => {
        const { activeElement } = page.element.shadowRoot ?? {};
        if (activeElement instanceof HTMLElement) activeElement.blur();
        for (const animation of page.element.shadowRoot?.getAnimations() ?? []) animation.cancel();
      };
      still();
      const before = looks(page);
      styleSheet(hostile);
      await page.settled();
      still();
      const after = looks(page);
      expect(before.size).to.be.greaterThan(5000);
      const changed = [...before].filter(([key, value]) => after.get(key) !== value);
      expect(changed.map(([key, value]) => `${key}: ${value} -> ${after.get(key)}`)).to.deep.equal([]);
      expect(after.size).to.equal(before.size);
    });
  }

  it('still decides the font, hides the tag, and makes it look as its variables say', async () => {
    const page = await placed();
    await page.at('picking');
    const panel = page.element.shadowRoot?.querySelector('[part=panel]');
    if (!panel) throw new Error('no panel');
    styleSheet(
      'connection-embed { font-family: "Of The Page"; visibility: hidden; --connection-embed-surface: rgb(1, 2, 3) }',
    );
    const { fontFamily, visibility, backgroundColor } = getComputedStyle(panel);
    expect([fontFamily, visibility, backgroundColor]).to.deep.equal(['"Of The Page"', 'hidden', 'rgb(1, 2, 3)']);
  });

  it('is not changed itself: what stood in it looks and behaves as before', async () => {
    const words = document.createElement('div');
    words.className = 'of-the-page';
    words.innerHTML =
      '<h2 part="title">Words</h2><ul><li>of</li></ul><button part="button">the</button><input><dialog>page</dialog>';
    document.body.append(words);
    const all = [document.documentElement, document.body, words, ...words.querySelectorAll('*')];
    const look = () =>
      all.map((one) => [...getComputedStyle(one)].map((name) => getComputedStyle(one).getPropertyValue(name)).join());
    const before = look();
    const page = await placed({ set: { display: 'popover' } });
    await page.element.open();
    await page.at('picking');
    expect(look()).to.deep.equal(before);
    expect(document.adoptedStyleSheets.length).to.equal(0);
  });
});

describe('wherever it stands', () => {
  it('is not drawn below what is hidden, and is whole when that is shown', async () => {
    const page = await placed();
    await page.at('picking');
    const place = page.element.parentElement;
    place?.style.setProperty('display', 'none', 'important');
    expect(page.element.checkVisibility()).to.equal(false);
    place?.style.setProperty('display', 'block', 'important');
    expect(page.element.getBoundingClientRect().width).to.equal(400);
    page.element.hidden = true;
    expect(page.element.checkVisibility()).to.equal(false);
    page.element.hidden = false;
    expect(page.has('heading', 'Connect an account')).to.equal(true);
  });

  const places: Record<string, string> = {
    'a row': 'display: flex; inline-size: 300px',
    'a column': 'display: flex; flex-direction: column; inline-size: 300px; align-items: stretch',
    'a grid': 'display: grid; grid-template-columns: 1fr; inline-size: 300px',
    'a narrow column': 'inline-size: 200px',
    'no width at all': 'inline-size: 0',
  };
  for (const [name, style] of Object.entries(places)) {
    it(`takes the width it is given in ${name}, and no more`, async () => {
      const place = document.createElement('div');
      place.className = 'of-the-page';
      place.style.cssText = style;
      document.body.append(place);
      const page = await embed({ into: place });
      await page.at('picking');
      const { width } = place.getBoundingClientRect();
      expect(page.element.getBoundingClientRect().width).to.equal(width);
      const panel = page.element.shadowRoot?.querySelector('[part=panel]');
      expect(panel?.getBoundingClientRect().width).to.be.at.most(Math.max(width, 2));
    });
  }

  it('takes no room while it is a popover or dialog, in a row with gaps as well', async () => {
    const row = document.createElement('div');
    row.className = 'of-the-page';
    row.style.cssText = 'display: inline-flex; gap: 50px';
    row.innerHTML = '<button>a</button><button>b</button>';
    document.body.append(row);
    const { width, height } = row.getBoundingClientRect();
    for (const display of ['popover', 'dialog'] as const) {
      const page = await embed({ into: row, set: { display } });
      await page.element.open();
      await page.at('picking');
      const now = row.getBoundingClientRect();
      expect([now.width, now.height]).to.deep.equal([width, height]);
      page.remove();
    }
  });

  it('works in a frame, which has its own registry', async () => {
    const frame = document.createElement('iframe');
    frame.className = 'of-the-page';
    frame.style.cssText = 'inline-size: 360px; block-size: 500px; border: 0';
    frame.srcdoc = `<body style="margin: 0"><script type="module">
      import { scriptedSource } from '/stories/scripted-source.ts';
      import '/src/index.ts';
      const embed = document.createElement('connection-embed');
      embed.source = scriptedSource();
      document.body.append(embed);
    </script>`;
    document.body.append(frame);
    const found = () => frame.contentDocument?.querySelector('connection-embed');
    await eventually(() => found()?.flow?.step === 'picking', 'the list');
    expect(found()?.getBoundingClientRect().width).to.equal(360);
    expect(found()?.constructor === customElements.get('connection-embed')).to.equal(false);
  });
});

import { expect } from '@esm-bundle/chai';
import * as whole from '@floating-ui/dom';
import * as standIn from '../../../.vite/top-layer.js';
import { eventually } from './harness.js';

const padding = 8;

afterEach(() => document.querySelectorAll('.of-the-page').forEach((one) => one.remove()));

/** As a popover is placed: where, and how much room it has. */
async function placed(ui: typeof whole | typeof standIn, reference: HTMLElement, layer: HTMLElement) {
  let room = 0;
  const { x, y, placement } = await ui.computePosition(reference, layer, {
    strategy: 'fixed',
    placement: 'bottom-start',
    middleware: [
      ui.offset(8),
      ui.flip({ padding }),
      ui.size({ padding, apply: ({ availableHeight }) => void (room = availableHeight) }),
      ui.shift({ padding, crossAxis: true }),
    ],
  });
  return [x, y, room].map((length) => Math.round(length * 8) / 8).join(' ') + ` ${placement}`;
}

function ofThePage(style: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'of-the-page';
  element.style.cssText = style;
  document.body.append(element);
  return element;
}

function aLayer(style = 'inline-size: 380px; block-size: 300px'): HTMLElement {
  const layer = ofThePage(`position: fixed; inset: 0 auto auto 0; margin: 0; padding: 0; border: 0; ${style}`);
  layer.popover = 'manual';
  layer.showPopover();
  return layer;
}

describe('what places a popover in the script tag', () => {
  for (const dir of ['ltr', 'rtl']) {
    it(`places it where the whole package does, from ${dir === 'ltr' ? 'left to right' : 'right to left'}`, async () => {
      document.documentElement.dir = dir;
      const page = ofThePage('block-size: 3000px; inline-size: 10px');
      scrollTo(0, 40);
      const seen = new Set<string>();
      try {
        for (const size of ['inline-size: 380px; block-size: 300px', 'inline-size: 200px; block-size: 2000px']) {
          const layer = aLayer(size);
          for (const top of [-60, 0, 31.5, innerHeight / 2, innerHeight - 40, innerHeight + 30]) {
            for (const left of [-30, 12, innerWidth / 2, innerWidth - 90, innerWidth + 10]) {
              const reference = ofThePage(
                `position: fixed; top: ${top}px; left: ${left}px; width: 84.5px; height: 40px`,
              );
              const [want, is] = [await placed(whole, reference, layer), await placed(standIn, reference, layer)];
              expect(is, `${size} at ${left}, ${top}`).to.equal(want);
              seen.add(want);
              reference.remove();
            }
          }
          layer.remove();
        }
      } finally {
        document.documentElement.dir = '';
        page.remove();
        scrollTo(0, 0);
      }
      expect(seen.size).to.be.greaterThan(20);
    });
  }

  it('is told when what it stands at moves, by whatever, and when itself grows, until it is let go', async () => {
    const scrolling = ofThePage(
      'position: fixed; inset: 0 auto auto 0; block-size: 200px; overflow: auto; overflow-anchor: none',
    );
    scrolling.innerHTML = '<div></div><div style="block-size: 900px"></div>';
    const reference = ofThePage('inline-size: 80px; block-size: 40px');
    scrolling.firstElementChild?.after(reference);
    const layer = aLayer();
    let told = 0;
    const letGo = standIn.autoUpdate(reference, layer, () => told++);
    expect(told).to.equal(1);
    const moves = [
      () => scrolling.scrollTo(0, 20),
      () => scrolling.firstElementChild?.setAttribute('style', 'block-size: 60px'),
      () => reference.style.setProperty('transform', 'translate(9px)'),
      () => reference.style.setProperty('inline-size', '90px'),
      () => layer.style.setProperty('block-size', '310px'),
    ];
    for (const [at, move] of moves.entries()) {
      move();
      await eventually(() => told === at + 2, `move ${at}`);
    }
    letGo();
    scrolling.scrollTo(0, 0);
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    expect(told).to.equal(moves.length + 1);
  });
});

import { expect } from '@esm-bundle/chai';
import { cleanUp, embed, eventually, manyIntegrations, type Embed } from './harness.js';
import { closed, frameOf, opened, root } from './shape-harness.js';

afterEach(cleanUp);

/** The list stands whole, and stays so: its rows in sight, and as much to scroll as there are. */
async function showsRows(page: Embed, rows: number): Promise<void> {
  await opened(page);
  await page.at('picking');
  const list = () => root(page).querySelector('[role=listbox]');
  const isWhole = () => (list()?.clientHeight ?? 0) > 100 && (list()?.scrollHeight ?? 0) > rows * 40;
  await eventually(isWhole, 'its rows');
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  expect(isWhole()).to.equal(true);
}

for (const display of ['popover', 'dialog'] as const) {
  describe(`a ${display} that opens again`, () => {
    for (const count of [11, 1_000]) {
      it(`shows its ${count} rows each time`, async () => {
        const script = { integrations: () => manyIntegrations(count) };
        const page = await embed({ script, set: { display } });
        for (let time = 0; time < 3; time++) {
          await page.element.open();
          await showsRows(page, count);
          await page.key('Escape');
          await closed(page);
        }
      });
    }

    it('shows its rows after a connection was made and Done was pressed', async () => {
      const page = await embed({ set: { display } });
      await page.element.open();
      await page.choose('Lumen Mail');
      await page.fill('API Key', 'a-good-key');
      await page.press('Connect');
      await page.at('connected');
      await page.press('Done');
      await closed(page);
      await page.element.open();
      await showsRows(page, 4);
    });

    it('shows its rows where the tag stood in the page before', async () => {
      const page = await embed();
      await page.at('picking');
      page.element.display = display;
      await eventually(() => root(page).querySelector('[part=frame]'), 'the shape');
      await page.element.open();
      await showsRows(page, 4);
      expect(frameOf(page).checkVisibility()).to.equal(true);
    });
  });
}

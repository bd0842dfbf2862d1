import type { FrameLocator } from 'playwright-core';
import type { ConnectionEmbed } from '../../../src/widget/element/index.js';

/** What the tag says of a press that it did not take. */
export const refusal = 'Something covers this';

/** Chooses as a user would in a foreign frame: what has only just come into sight takes no press, and says so. */
export async function chooseInFrame(frame: FrameLocator, press: () => Promise<void>): Promise<void> {
  const tag = frame.locator('connection-embed');
  await frame.getByRole('option').first().waitFor();
  while ((await tag.evaluate((element) => (element as ConnectionEmbed).flow.step)) === 'picking') {
    await press();
    await frame.getByText(refusal).waitFor({ state: 'detached' });
  }
}

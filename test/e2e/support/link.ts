import type { Page } from 'playwright-core';
import { provider } from './host-page.js';

/** Opens a link of ours and presses the one button there is. */
export async function press(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: /^Continue to / }).click();
}

/** Follows a link to its end as a person does: presses the button, signs in at the provider and agrees. */
export async function follow(page: Page, link: string): Promise<void> {
  await press(page, link);
  await provider.allow(page);
}

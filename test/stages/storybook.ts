import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../e2e/support/browser.js';
import { serveFolder } from '../support/serve-folder.js';
import { command } from './command.js';
import { lookAt, looks } from './story.js';
import type { Tally } from './tally.js';

const built = 'node_modules/.cache/storybook';

/** A picture of each story in each look, for people to review: nothing compares them. */
const pictures = 'node_modules/.cache/stories';

interface Index {
  entries: Record<string, { id: string; type: 'story' | 'docs' }>;
}

/**
 * Builds the Storybook and opens every story in Chromium, in light, dark and right-to-left: its play function ends without
 * an exception, the console stays empty of errors, the policy is kept, and axe finds nothing with no rule left out. Some
 * are opened in forced colours too, where every text can be read.
 */
export async function runStories(): Promise<Tally> {
  const tally = await command('npm', ['run', '--silent', 'build:storybook']);
  if (tally.failures.length > 0) return tally;
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const { entries }: Index = JSON.parse(await readFile(join(built, 'index.json'), 'utf8'));
  const ids = Object.values(entries).flatMap(({ id, type }) => (type === 'story' ? [id] : []));
  if (ids.length === 0) throw new Error(`${built} has no story`);

  const stray = looks.flatMap(({ forced = [] }) => forced).filter((id) => !ids.includes(id));
  if (stray.length > 0) throw new Error(`${built} has no ${stray.join(', ')}`);

  const axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8');
  const faint = await readFile('test/stages/faint-texts.js', 'utf8');
  const site = await serveFolder(built, {
    headers: { 'content-security-policy': policy, 'cache-control': 'max-age=600' },
  });
  // One page shows many stories, so that Storybook's own scripts are compiled once: a cache of whole pages would have each
  // of them begin in a process of its own.
  const browser = await launchChromium(['--disable-back-forward-cache']);
  const queue = ids.flatMap((id) =>
    looks.filter(({ forced = ids }) => forced.includes(id)).map((look) => ({ id, look })),
  );
  const work = async (): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 480, height: 760 }, reducedMotion: 'reduce' });
    await context.addInitScript({ path: 'test/stages/listen-to-storybook.js' });
    let page: Page | undefined;
    for (let next = queue.shift(); next; next = queue.shift()) {
      page ??= await context.newPage();
      const picture = join(pictures, `${next.id}.${next.look.name}.png`);
      try {
        const problems = await lookAt(page, { ...next, url: site.url, axe, faint, picture });
        if (problems.length === 0) tally.passed++;
        else tally.failures.push(`${next.id}, ${next.look.name}\n${problems.join('\n')}`);
      } catch (error) {
        tally.failures.push(`${next.id}, ${next.look.name}\n${error instanceof Error ? error.message : String(error)}`);
        // Whatever state it is in, the next story is not to suffer from it.
        await page.close();
        page = undefined;
      }
    }
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    await browser.close();
    await site.close();
  }
  return { ...tally, notes: [`${ids.length} stories, pictures in ${pictures}`] };
}

/** Storybook's own page has inline scripts and styles; what is shown in it loads nothing from elsewhere and evaluates nothing. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
].join('; ');

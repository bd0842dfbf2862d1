import { databases, type Engine } from '../server/support/databases.js';
import { attemptFigures } from './server/attempts.js';
import { lifeFigures } from './server/life.js';
import { refreshFigures } from './server/refreshes.js';
import { printFigures } from './support/figures.js';

/**
 * The server as `connection-embed serve` runs it, built, in a process of its own; what asks it, and the provider it asks,
 * are others on the same machine. What it costs to wait is the same over both engines, and taken over the default alone.
 */
export async function benchServer(): Promise<void> {
  for (const engine of databases) {
    if (!(await starts(engine))) continue;
    printFigures(`Sign-ins begun, over ${engine.name}`, await attemptFigures(engine));
    printFigures(`Refreshes, over ${engine.name}`, await refreshFigures(engine));
    if (engine.name === 'SQLite')
      printFigures(`Coming, waiting and going, over ${engine.name}`, await lifeFigures(engine));
  }
}

async function starts(engine: Engine): Promise<boolean> {
  try {
    await (await engine.open()).close();
    return true;
  } catch (error) {
    console.log(`${engine.name} is left out: ${error instanceof Error ? error.message : `${error}`}\n`);
    return false;
  }
}

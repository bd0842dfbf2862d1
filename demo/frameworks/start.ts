import { examples, buildExamples } from './build.js';
import { startDemo } from '../demo.js';

/** `npm run build && npx tsx demo/frameworks/start.ts`: the demo, with every example beside its own page. */
const port = Number(process.env['PORT'] ?? 4000);
const outDir = 'node_modules/.cache/examples';
const demo = await startDemo({ port, examples: outDir });
await buildExamples({ server: demo.server, outDir });
for (const { name, path } of examples) console.log(`${name.padEnd(10)} ${demo.url}${path}`);

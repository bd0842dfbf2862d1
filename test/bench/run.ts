import { cpus, loadavg, totalmem } from 'node:os';
import { benchPicker } from './picker.js';
import { benchServer } from './server.js';

/**
 * `npm run bench` measures and prints; `npm run bench -- server` only what is named. Nothing is judged here: figures hang
 * on the machine, so each stands beside its floor, taken in the same run.
 */
const benches: Record<string, () => Promise<void>> = { picker: benchPicker, server: benchServer };

const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) throw new Error(`no bench is called ${unknown}: ${Object.keys(benches).join(', ')}`);

const [cpu] = cpus();
const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
console.log(`${cpus().length} x ${cpu?.model.trim()}, ${gigabytes} GB, ${process.platform}, Node ${process.version}`);
console.log(`load before the first figure: ${loadavg()[0]?.toFixed(2)}\n`);
for (const [name, bench] of Object.entries(benches)) {
  if (named.length === 0 || named.includes(name)) await bench();
}

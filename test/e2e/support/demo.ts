import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo, type Demo, type DemoOptions } from '../../../demo/demo.js';
import { freePorts } from './ports.js';

/** Three sites, because ports of one host share cookies and prove nothing about `SameSite`. */
export const threeSites = { host: 'localhost', server: '127.0.0.1', provider: 'prov.localhost', tokens: 'localhost' };

export interface RunningDemo extends Demo {
  readonly port: number;
  readonly data: string;
  /** Ends the four servers and starts them again over the same data, as a deploy would. */
  restart(): Promise<void>;
}

/** Starts the demo on free ports over a data folder of its own; `close` removes the folder too. */
export async function runDemo(options: Partial<DemoOptions> = {}): Promise<RunningDemo> {
  const port = await freePorts(4);
  const data = await mkdtemp(join(tmpdir(), 'connection-embed-'));
  const all = { hosts: threeSites, ...options, port, data };
  let demo = await startDemo(all);
  return {
    ...demo,
    port,
    data,
    setProviderCoop: (value) => demo.setProviderCoop(value),
    async restart() {
      await demo.close();
      demo = await startDemo(all);
    },
    async close() {
      await demo.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

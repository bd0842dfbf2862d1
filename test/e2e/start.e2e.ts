import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { freePorts } from './support/ports.js';

interface Started {
  child: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
  /** Resolves with the line once it is printed. */
  line(pattern: RegExp): Promise<string>;
}

/** `npm start` without its build. */
function start(port: number): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const watch of watchers) watch();
    });
  }
  return {
    child,
    ended: once(child, 'close').then(([code]) => ({ code, output })),
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const found = pattern.exec(output)?.[0];
          if (found !== undefined) resolve(found);
        };
        watchers.add(watch);
        child.once('close', () => reject(new Error(`ended without ${pattern}: ${output}`)));
        watch();
      }),
  };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`the demo says ready as its last line, answers on both loopback addresses, and ${signal} ends it within 5 s`, async () => {
    const port = await freePorts(4);
    const { child, ended, line } = start(port);
    assert.equal(await line(/^ready .+$/m), `ready http://localhost:${port}`);
    for (const host of ['127.0.0.1', '[::1]']) assert.equal((await fetch(`http://${host}:${port}/`)).status, 200);
    const asked = performance.now();
    child.kill(signal);
    const { code, output } = await ended;
    assert.equal(code, 0);
    assert.ok(performance.now() - asked < 5000);
    assert.match(output, /workspace and application id "demo", key "demo-api-key"/);
    assert.match(output.trimEnd(), /ready http:\/\/localhost:\d+$/);
  });
}

test('a port in use ends the demo with one sentence that names it and the way around', async (t) => {
  const port = await freePorts(4);
  const other = createServer().listen(port + 2, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { code, output } = await start(port).ended;
  assert.equal(code, 1);
  const line = output.split('\n').filter((one) => one.includes('in use'));
  assert.equal(line.length, 1, output);
  assert.ok(line[0]!.includes(`Port ${port + 2} is in use.`) && line[0]!.includes('PORT=5000 npm start'), line[0]);
  assert.doesNotMatch(output, /\n\s+at /, 'no stack');
});
